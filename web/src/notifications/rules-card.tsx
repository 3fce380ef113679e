import { Button, Select } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { durationMs, useFormats } from '../i18n/format.ts';
import { Card } from '../ui/states.tsx';
import { type ContactMethod, type RuleStep, type Rules, useContactMethods } from './rule-types.ts';
import { ruleWords } from './rule-words.ts';
import { useChangeRules } from './use-change-rules.ts';

const delays = ['PT0S', 'PT2M', 'PT5M', 'PT10M', 'PT15M', 'PT30M', 'PT1H', 'PT4H'];
const most = 10;

/** My two rules, each a few sentences: at once by mail, after 5 minutes by the chat unless I have read it. */
export function RulesCard({ rules }: { rules: Rules }) {
  const words = useWords(ruleWords);
  // Nobody pages an employee: one rule is all they need to see.
  const isTechnician = hasRole(useMe(), 'technician');
  return (
    <Card title={words.rules}>
      <div className="stack">
        {isTechnician && <Rule name="page" rules={rules} />}
        <Rule name="notify" rules={rules} />
      </div>
    </Card>
  );
}

function Rule({ name, rules }: { name: 'page' | 'notify'; rules: Rules }) {
  const words = useWords(ruleWords);
  const [isBusy, change] = useChangeRules(rules);
  const ways = useContactMethods();
  const steps = rules[name];
  const write = (next: RuleStep[]) => void change({ [name]: next });
  const isAlone = !hasRole(useMe(), 'technician');
  const isLast = name === 'page' && steps.length === 1;
  return (
    <fieldset className="group rule" disabled={isBusy}>
      <legend>{isAlone ? words.alone : words[name]}</legend>
      <p className="muted small">{name === 'page' ? words.pageText : words.notifyText}</p>
      {steps.length === 0 && <p className="small">{words.nothing}</p>}
      <ol className="rule-steps">
        {steps.map((step, index) => (
          <StepLine
            // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place
            key={`${name}-${index}`}
            number={index + 1}
            step={step}
            ways={ways.items}
            unless={name === 'page' ? words.unlessTaken : words.unless}
            onChange={(next) => write(steps.map((one, at) => (at === index ? next : one)))}
            onRemove={isLast ? undefined : () => write(steps.filter((_, at) => at !== index))}
          />
        ))}
      </ol>
      {isLast && <p className="muted small">{words.keptOne}</p>}
      {steps.length < most && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          aria-label={`${words[name]}: ${words.addStep}`}
          onClick={() => write([...steps, { after: steps.length === 0 ? 'PT0S' : 'PT5M', via: 'mail' }])}
        >
          {words.addStep}
        </Button>
      )}
    </fieldset>
  );
}

interface StepProps {
  number: number;
  step: RuleStep;
  ways: ContactMethod[];
  unless: string;
  onChange: (step: RuleStep) => void;
  onRemove: (() => void) | undefined;
}

function StepLine({ number, step, ways, unless, onChange, onRemove }: StepProps) {
  const words = useWords(ruleWords);
  const format = useFormats();
  const chosen = typeof step.via === 'string' ? step.via : step.via.contactMethodId;
  const isDelayed = (durationMs(step.after) ?? 0) > 0;
  const times = delays.includes(step.after) ? delays : [...delays, step.after];
  const isEmpty = chosen === 'push' && !ways.some(({ channel }) => channel === 'push');
  return (
    <li>
      <div className="row tight">
        <Select
          className="rule-when"
          size="xs"
          aria-label={`${words.step(number)}: ${words.at}`}
          allowDeselect={false}
          data={times.map((iso) => ({
            value: iso,
            label: durationMs(iso) ? words.after(format.duration(durationMs(iso) as number)) : words.atOnce,
          }))}
          value={step.after}
          onChange={(after) => onChange({ ...step, after: after ?? 'PT0S' })}
        />
        <span className="small">{words.by}</span>
        <Select
          className="rule-way"
          size="xs"
          aria-label={`${words.step(number)}: ${words.way}`}
          allowDeselect={false}
          data={wayChoices(ways, chosen, words)}
          value={chosen}
          onChange={(via) => onChange({ ...step, via: viaOf(via) })}
        />
        {onRemove && (
          <Button variant="subtle" color="gray" size="compact-sm" aria-label={words.removeStep(number)} onClick={onRemove}>
            <IconX size={15} aria-hidden />
          </Button>
        )}
      </div>
      {isDelayed && <span className="muted small rule-unless">{unless}</span>}
      {isEmpty && <span className="muted small rule-unless">{words.allBrowsersHint}</span>}
    </li>
  );
}

const viaOf = (chosen: string | null): RuleStep['via'] => {
  if (chosen === 'push') return 'push';
  return chosen === null || chosen === 'mail' ? 'mail' : { contactMethodId: chosen };
};

function wayChoices(ways: ContactMethod[], chosen: string, words: (typeof ruleWords)['en']) {
  const own = ways.map(({ id, label }) => ({ value: id, label }));
  const isKnown = chosen === 'mail' || chosen === 'push' || own.some(({ value }) => value === chosen);
  return [
    { value: 'mail', label: words.via.mail },
    { value: 'push', label: words.via.push },
    ...own,
    ...(isKnown ? [] : [{ value: chosen, label: words.gone }]),
  ];
}
