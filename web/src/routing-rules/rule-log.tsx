import { Modal } from '@mantine/core';
import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Listed } from '../ui/states.tsx';
import type { Firing, Rule } from './rule-types.ts';
import { ruleWords } from './rule-words.ts';

/** What a rule did, the newest first. */
export function RuleLog({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const words = useWords(ruleWords);
  const format = useFormats();
  const firings = useList<Firing>(`/routing-rules/${rule.id}/firings`);
  return (
    <Modal opened onClose={onClose} title={`${words.log}: ${rule.name}`} size="lg">
      <Listed query={firings} empty={<p className="muted">{words.logEmpty}</p>}>
        {(items) => (
          <ul className="lines">
            {items.map(({ id, incident, firedAt, outcome, actions }) => (
              <li key={id}>
                <div className="grow">
                  {incident && <Link href={links.incident(incident.number)}>{`${incident.number} ${incident.title}`}</Link>}
                  <p className="muted small">
                    {words.outcomes[outcome]} ·{' '}
                    {actions
                      .map(({ type, detail }) => {
                        const verb = words.actions[type as keyof typeof words.actions] ?? type;
                        return detail ? `${verb} (${words.refusedBecause(detail)})` : verb;
                      })
                      .join(', ')}
                  </p>
                </div>
                <time dateTime={firedAt} title={format.full(firedAt)} className="muted small">
                  {format.ago(firedAt)}
                </time>
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </Modal>
  );
}
