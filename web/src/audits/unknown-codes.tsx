import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { shownCode } from '../scan/codes.ts';
import { Card, Listed } from '../ui/states.tsx';
import type { Audit, AuditScan } from './audit-types.ts';
import { auditWords } from './audit-words.ts';

/** Codes that nothing in the register carries: devices that nobody registered. */
export function UnknownCodes({ audit }: { audit: Audit }) {
  const words = useWords(auditWords);
  const format = useFormats();
  const scans = useList<AuditScan>(`/audits/${audit.id}/scans`, { outcome: 'unknown', limit: 100 });
  const firsts = (items: AuditScan[]) => items.filter(({ code }, index) => items.findIndex((each) => each.code === code) === index);
  return (
    <Card title={words.unknown} flush>
      <Listed query={scans} empty={<p className="quiet muted">{words.noneOf.unknown}</p>}>
        {(items) => (
          <ul className="lines audit-items">
            {firsts(items).map((scan) => (
              <li key={scan.id}>
                <div className="grow">
                  <bdi className="mono clip">{shownCode(scan.code)}</bdi>
                  <div className="muted small">
                    {format.moment(scan.scannedAt)} · {words.seenBy(scan.by.name)}
                    {scan.place && (
                      <>
                        {' · '}
                        <bdi>{scan.place.name}</bdi>
                      </>
                    )}
                  </div>
                </div>
                <Link href="/assets/new" className="small">
                  {words.registerIt}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </Card>
  );
}
