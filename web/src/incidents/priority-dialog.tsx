import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Incident, Level } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { commonWords } from '../ui/words.ts';
import { useIncidentAct } from './conflict.tsx';
import { deskWords } from './desk-words.ts';
import { editIncident } from './verbs.ts';
import { workWords } from './work-words.ts';

const levels = ['low', 'medium', 'high'] as const;
const priorities = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;

/** The priority that impact and urgency make, unless an escalation raised it. */
const priorityOf = (impact: Level, urgency: Level) => priorities[4 - levels.indexOf(impact) - levels.indexOf(urgency)] ?? 'P5';

/** Priority is never typed: it follows from how bad and how urgent something is. */
export function PriorityDialog({ base, close }: { base: Incident; close: () => void }) {
  const desk = useWords(deskWords);
  const words = useWords(workWords);
  const common = useWords(commonWords);
  const { run, isBusy } = useIncidentAct();
  const [impact, setImpact] = useState<Level>(base.impact);
  const [urgency, setUrgency] = useState<Level>(base.urgency);
  const data = levels.map((value) => ({ value, label: common.level[value] }));
  const made = priorityOf(impact, urgency);
  const submit = () =>
    run(base, {
      work: (target) => editIncident(target, { impact, urgency }),
      done: desk.done.changed,
      undo: (after) => editIncident(after, { impact: base.impact, urgency: base.urgency }),
      onDone: close,
    });
  return (
    <DialogForm title={words.priorityTitle} action={common.save} isBusy={isBusy} close={close} submit={submit}>
      {(
        [
          ['impact', impact, setImpact],
          ['urgency', urgency, setUrgency],
        ] as const
      ).map(([field, value, set]) => (
        <div key={field} className="stack tight">
          <span className="small" id={`priority-${field}`}>
            {desk[field]}
          </span>
          <SegmentedControl
            aria-labelledby={`priority-${field}`}
            fullWidth
            data={data}
            value={value}
            onChange={set}
            {...(field === 'impact' && { 'data-autofocus': true })}
          />
        </div>
      ))}
      <p className="muted small" role="status">
        {words.priorityWillBe(`${made} ${common.priority[made]}`)}
      </p>
    </DialogForm>
  );
}
