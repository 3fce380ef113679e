import { Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Loaded } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { typedNumber } from '../ui/typed.ts';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import type { AlertRule } from './alert-types.ts';
import { alertWords } from './alert-words.ts';

/** Kinds without a date stand while the fact is so. */
const withoutDate = new Set(['low_stock', 'licence_overuse']);

/** How long before and after its date each kind of alert stands. */
export function RulesDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(alertWords);
  const rules = useGet<Page<AlertRule>>('/alert-rules');
  return (
    <Modal opened onClose={onClose} title={words.rulesTitle} size="lg">
      <Loaded query={rules}>
        {({ items }) => (
          <ul className="lines">
            {items.map((rule) => (
              <RuleLine key={`${rule.kind} ${rule.version}`} rule={rule} />
            ))}
          </ul>
        )}
      </Loaded>
    </Modal>
  );
}

function RuleLine({ rule }: { rule: AlertRule }) {
  const words = useWords(alertWords);
  const common = useWords(commonWords);
  const [isBusy, act] = useAct();
  const [before, setBefore] = useState(String(rule.daysBefore));
  const [after, setAfter] = useState(String(rule.daysAfter));
  const name = words.kinds[rule.kind] ?? rule.kind;
  const change = async (changes: object) => {
    const isDone = await act(() => api.patch(`/alert-rules/${rule.kind}`, changes, { ifMatch: rule.version }));
    await refresh('alert-rules', 'alerts');
    if (isDone) toast(common.saved);
  };
  const isChanged = before !== String(rule.daysBefore) || after !== String(rule.daysAfter);
  const days = (label: string, value: string, set: (value: string) => void) => (
    <TextInput
      inputMode="numeric"
      size="xs"
      w={92}
      label={label}
      aria-label={`${name}: ${label}`}
      value={value}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
  return (
    <li>
      <Checkbox
        className="grow"
        label={name}
        checked={rule.isEnabled}
        disabled={isBusy}
        onChange={(event) => void change({ isEnabled: event.currentTarget.checked })}
      />
      {rule.isEnabled && !withoutDate.has(rule.kind) && (
        <form
          className="row tight"
          onSubmit={(event) => {
            event.preventDefault();
            void change({ daysBefore: typedNumber(before), daysAfter: typedNumber(after) });
          }}
        >
          {!['overdue', 'repair_late'].includes(rule.kind) &&
            days(rule.kind === 'no_contact' ? words.daysSilent : words.daysBefore, before, setBefore)}
          {days(words.daysAfter, after, setAfter)}
          {isChanged && (
            <Button type="submit" size="compact-sm" loading={isBusy} style={{ alignSelf: 'end' }}>
              {common.save}
            </Button>
          )}
        </form>
      )}
    </li>
  );
}
