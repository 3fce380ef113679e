import { useMemo } from 'react';
import { Link } from 'wouter';
import { useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Card } from '../ui/states.tsx';
import { runTones } from './backup-marks.tsx';
import type { Expectation, Policy } from './backup-types.ts';
import { backupWords } from './backup-words.ts';
import { policyWords } from './policy-words.ts';

const dayMs = 86_400_000;

/** What was due in the last 30 days and is due in the next two, one bar each. */
export function DueStrip({ policy }: { policy: Policy }) {
  const words = useWords(policyWords);
  const format = useFormats();
  // Whole hours, so that the address of the question stays the same while the page is open.
  const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  const range = useMemo(() => ({ from: new Date(hour - 30 * dayMs).toISOString(), to: new Date(hour + 2 * dayMs).toISOString() }), [hour]);
  const expectations = useGet<Page<Expectation>>('/backups/expectations', { policyId: policy.id, ...range, limit: 200 });
  const items = [...(expectations.data?.items ?? [])].sort((a, b) => a.dueAt.localeCompare(b.dueAt)).slice(-90);
  if (!expectations.data) return null;
  return (
    <Card title={words.last30}>
      {items.length === 0 ? (
        <p className="muted">{words.noExpectations}</p>
      ) : (
        <>
          <ul className="strip">
            {items.map((expectation) => (
              <Bar expectation={expectation} key={expectation.id} />
            ))}
          </ul>
          <p className="row between muted small strip-ends">
            <span>{format.moment(items[0]?.dueAt ?? '')}</span>
            <span>{format.moment(items.at(-1)?.dueAt ?? '')}</span>
          </p>
        </>
      )}
    </Card>
  );
}

function Bar({ expectation }: { expectation: Expectation }) {
  const words = useWords(backupWords);
  const format = useFormats();
  const name = `${format.moment(expectation.dueAt)}: ${words.status[expectation.state]}${expectation.reason ? ` (${expectation.reason})` : ''}`;
  const tone = expectation.state === 'planned' ? 'planned' : runTones[expectation.state];
  return (
    <li title={name}>
      {expectation.runId && expectation.state !== 'planned' ? (
        <Link href={links.run(expectation.runId)} className={tone} aria-label={name} />
      ) : (
        <span className={tone} role="img" aria-label={name} />
      )}
    </li>
  );
}
