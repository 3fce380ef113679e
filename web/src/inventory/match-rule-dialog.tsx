import { Button, MultiSelect, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import type { Rule, WordType } from './inventory-types.ts';
import { inventoryWords } from './inventory-words.ts';
import { useRuleName } from './use-rule-name.ts';

const types: WordType[] = ['serial', 'uuid', 'imei', 'tag', 'agentId', 'deviceId', 'macs', 'name'];
const fresh: Rule = { id: '', isEnabled: true, keys: [], match: 'same', objections: [] };

interface Props {
  rule: Rule | null;
  taken: string[];
  close: () => void;
  keep: (rule: Rule) => void;
  remove: (id: string) => void;
}

/** What a rule asks for, and what speaks against it. */
export function MatchRuleDialog({ rule, taken, close, keep, remove }: Props) {
  const words = useWords(inventoryWords);
  const nameOf = useRuleName();
  const [draft, setDraft] = useState<Rule>(rule ?? fresh);
  const [count, setCount] = useState(0);
  // Objections need keys of their own while they are edited.
  const [ids, setIds] = useState(() => draft.objections.map((_, index) => `known ${index}`));
  const options = types.map((value) => ({ value, label: words.wordTypes[value] }));
  const isReady =
    draft.keys.length > 0 && draft.keys.length <= 4 && draft.objections.every(({ differ }) => differ.length > 0 && differ.length <= 4);
  const objection = (index: number, change: Partial<Rule['objections'][number]>) =>
    setDraft({ ...draft, objections: draft.objections.map((each, i) => (i === index ? { ...each, ...change } : each)) });
  const drop = (index: number) => {
    setIds(ids.filter((_, i) => i !== index));
    setDraft({ ...draft, objections: draft.objections.filter((_, i) => i !== index) });
  };
  const add = () => {
    setIds([...ids, `new ${count}`]);
    setCount(count + 1);
    setDraft({ ...draft, objections: [...draft.objections, { differ: [], verdict: 'review' }] });
  };
  return (
    <DialogForm
      title={rule ? nameOf(rule) : words.addRule}
      size="lg"
      isBusy={false}
      isReady={isReady}
      close={close}
      submit={() => keep({ ...draft, id: draft.id || freeId(draft.keys, taken) })}
      removal={
        rule && (
          <Button variant="subtle" color="red" onClick={() => remove(rule.id)}>
            {words.remove}
          </Button>
        )
      }
    >
      <MultiSelect
        label={words.ruleKeys}
        data={options}
        value={draft.keys}
        onChange={(keys) => setDraft({ ...draft, keys: keys as WordType[] })}
      />
      <SegmentedControl
        aria-label={words.ruleMatch}
        value={draft.match}
        onChange={(match) => setDraft({ ...draft, match: match as Rule['match'] })}
        data={(['same', 'review'] as const).map((value) => ({ value, label: words.matchKinds[value] }))}
      />
      {draft.objections.map(({ differ, verdict }, index) => (
        <fieldset key={ids[index]} className="objection">
          <MultiSelect
            label={words.objections}
            data={options}
            value={differ}
            onChange={(next) => objection(index, { differ: next as WordType[] })}
          />
          <div className="row between">
            <SegmentedControl
              aria-label={words.ruleMatch}
              value={verdict}
              onChange={(next) => objection(index, { verdict: next as typeof verdict })}
              data={(['separate', 'review'] as const).map((value) => ({ value, label: words.verdicts[value] }))}
            />
            <Button size="xs" variant="subtle" color="gray" onClick={() => drop(index)}>
              {words.remove}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
          {words.addObjection}
        </Button>
      </div>
    </DialogForm>
  );
}

/** An id that no other rule has: its words, and a number where they are taken. */
function freeId(keys: WordType[], taken: string[]): string {
  const plain = keys.join('-').toLowerCase().slice(0, 30);
  let id = plain;
  for (let n = 2; taken.includes(id); n += 1) id = `${plain}-${n}`;
  return id;
}
