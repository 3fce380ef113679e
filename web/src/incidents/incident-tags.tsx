import { TagsInput } from '@mantine/core';
import { useGet } from '../api/queries.ts';
import type { Incident, Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useIncidentAct } from './conflict.tsx';
import { deskWords } from './desk-words.ts';
import { Tags } from './queue-columns.tsx';
import { queueWords } from './queue-words.ts';
import { editIncident } from './verbs.ts';
import './queue.css';

/** The labels of an incident, kept as soon as one is added or taken away. */
export function IncidentTags({ incident }: { incident: Incident }) {
  const words = useWords(queueWords);
  const desk = useWords(deskWords);
  const { run, isBusy } = useIncidentAct();
  const known = useGet<Page<string>>('/incidents/tags', undefined, { enabled: incident.canEdit });
  if (!incident.canEdit) return <Tags tags={incident.tags} most={20} />;
  const keep = (tags: string[]) =>
    void run(incident, {
      work: (target) => editIncident(target, { tags }),
      done: desk.done.changed,
      undo: (after) => editIncident(after, { tags: incident.tags }),
    });
  return (
    <TagsInput
      size="xs"
      label={words.column.tags}
      data={known.data?.items ?? []}
      maxTags={20}
      splitChars={[',']}
      disabled={isBusy}
      value={incident.tags}
      onChange={keep}
    />
  );
}
