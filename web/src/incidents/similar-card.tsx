import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useGet } from '../api/queries.ts';
import type { Incident, Page, SimilarIncident } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Card, Loaded } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { workWords } from './work-words.ts';

/** Incidents about the same thing, and the words that solved them. */
export function SimilarCard({ incident }: { incident: Incident }) {
  const words = useWords(workWords);
  const format = useFormats();
  const query = useGet<Page<SimilarIncident>>(`/incidents/${incident.id}/similar`);
  const use = (text: string) => {
    window.dispatchEvent(new CustomEvent('coulisse:insert', { detail: { text, mode: 'public' } }));
    toast(words.answerUsed);
  };
  return (
    <Card title={words.similar}>
      <Loaded query={query} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="small muted">{words.noSimilar}</p>
          ) : (
            <ul className="side-list">
              {items.map(({ incident: other, resolvedAt, answer }) => (
                <li key={other.id}>
                  <Link href={links.incident(other.number)}>
                    <bdi>{other.title}</bdi>
                  </Link>
                  <div className="small muted">
                    <span className="mono">{other.number}</span> ·{' '}
                    {resolvedAt ? words.solvedBy(format.ago(resolvedAt)) : words.stillWaiting}
                  </div>
                  {answer && (
                    <>
                      <div className="similar-answer">{answer.text}</div>
                      {incident.canComment && (
                        <Button size="compact-xs" variant="light" mt={4} onClick={() => use(answer.text)}>
                          {words.useAnswer}
                        </Button>
                      )}
                    </>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
