import { useEffect } from 'react';
import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import { Card, Listed, PageHead } from '../ui/states.tsx';
import type { FailureRule } from './backup-types.ts';
import { failureWords } from './failure-words.ts';
import { runbookWords } from './runbook-words.ts';

const groups = ['source', 'repository', 'engine', 'verification', 'target', 'schedule', 'foreign'] as const;

/** Every class of failure: what it means, what to do, and whether it is tried again by itself. */
export function RunbookPage() {
  const words = useWords(runbookWords);
  const rules = useList<FailureRule>('/backups/failure-classes');
  const isThere = rules.items.length > 0;
  useEffect(() => {
    if (isThere) document.getElementById(window.location.hash.slice(1))?.scrollIntoView();
  }, [isThere]);
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <Listed query={rules} empty={null}>
        {(items) => (
          <div className="stack">
            {groups.map((group) => (
              <Card key={group} title={words.groups[group]}>
                <dl className="stack runbook">
                  {items
                    .filter((rule) => rule.group === group)
                    .map((rule) => (
                      <Entry key={rule.failureClass} rule={rule} />
                    ))}
                </dl>
              </Card>
            ))}
          </div>
        )}
      </Listed>
    </>
  );
}

function Entry({ rule }: { rule: FailureRule }) {
  const words = useWords(runbookWords);
  const failures = useWords(failureWords);
  const [what, todo] = failures[rule.failureClass];
  return (
    <div id={rule.failureClass}>
      <dt className="row">
        <strong>{what}</strong>
        <Chip tone={rule.isRetried ? 'good' : ''}>{rule.isRetried ? words.retried : words.notRetried}</Chip>
        <code className="muted small">{rule.failureClass}</code>
      </dt>
      <dd>{todo}</dd>
    </div>
  );
}

/** The way from a failure to its page. */
export function RunbookLink({ failureClass }: { failureClass: string }) {
  const words = useWords(runbookWords);
  return <Link href={`/backups/runbook#${failureClass}`}>{words.open}</Link>;
}
