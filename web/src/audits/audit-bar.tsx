import type { Audit } from './audit-types.ts';

/** How far a stock-take is; the numbers stand beside it in words. */
export function AuditBar({ audit }: { audit: Pick<Audit, 'expected' | 'found' | 'misplaced'> }) {
  const share = (count: number): string => `${audit.expected > 0 ? (count / audit.expected) * 100 : 0}%`;
  return (
    <div className="audit-bar" aria-hidden="true">
      <span className="found" style={{ width: share(audit.found) }} />
      <span className="misplaced" style={{ width: share(audit.misplaced) }} />
    </div>
  );
}
