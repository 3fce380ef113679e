import { IconCheck } from '@tabler/icons-react';
import type { IncidentListItem } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { progressOf } from './promise.ts';
import { portalWords } from './words.ts';

/** How far it is: received, being worked on, solved. */
export function Steps({ incident }: { incident: Pick<IncidentListItem, 'status'> }) {
  const words = useWords(portalWords);
  if (incident.status === 'cancelled') return null;
  const at = progressOf(incident);
  const names = [words.steps.received, words.steps.working, words.steps.solved];
  return (
    <ol className="steps">
      {names.map((name, index) => (
        <li
          key={name}
          className={index < at || at === 2 ? 'past' : index === at ? 'now' : ''}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className="step-mark">{(index < at || at === 2) && <IconCheck size={11} stroke={3} aria-hidden />}</span>
          {name}
        </li>
      ))}
    </ol>
  );
}
