import { Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { Card } from '../ui/states.tsx';
import type { Rules } from './rule-types.ts';
import { ruleWords } from './rule-words.ts';
import { useChangeRules } from './use-change-rules.ts';

const night = { from: '22:00', to: '07:00' };
const morning = '08:00';

/** Quiet hours, and mails together instead of one by one. */
export function CalmCard({ rules }: { rules: Rules }) {
  const words = useWords(ruleWords);
  const [isBusy, change] = useChangeRules(rules);
  const { quietHours, digest } = rules;
  const choose = (every: string | null) =>
    change({ digest: every === 'hour' ? { every } : every === 'day' ? { every, at: morning } : null });
  return (
    <Card title={words.calm}>
      <div className="stack">
        <div>
          <Switch
            label={words.quiet}
            description={words.quietText}
            checked={quietHours !== null}
            disabled={isBusy}
            onChange={(event) => void change({ quietHours: event.currentTarget.checked ? night : null })}
          />
          {quietHours && (
            <div className="row times">
              <Time label={words.from} value={quietHours.from} onChange={(from) => change({ quietHours: { ...quietHours, from } })} />
              <Time label={words.to} value={quietHours.to} onChange={(to) => change({ quietHours: { ...quietHours, to } })} />
            </div>
          )}
        </div>
        <div className="row times">
          <Select
            label={words.digest}
            allowDeselect={false}
            disabled={isBusy}
            data={Object.entries(words.digests).map(([value, label]) => ({ value, label }))}
            value={digest?.every ?? 'off'}
            onChange={(every) => void choose(every)}
          />
          {digest?.every === 'day' && (
            <Time label={words.digestAt} value={digest.at} onChange={(at) => change({ digest: { every: 'day', at } })} />
          )}
        </div>
      </div>
    </Card>
  );
}

/** A time that is kept when the field is left, not at every digit. */
function Time({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => unknown }) {
  const [typed, setTyped] = useState(value);
  const keep = () => {
    if (typed && typed !== value) onChange(typed);
    else setTyped(value);
  };
  return <TextInput type="time" label={label} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} onBlur={keep} />;
}
