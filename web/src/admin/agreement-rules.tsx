import { MultiSelect, TagsInput } from '@mantine/core';
import { useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { DurationSelect } from '../ui/duration-select.tsx';
import { agreementWords } from './agreement-words.ts';
import { OrderedList } from './ordered-list.tsx';
import type { Agreement } from './service-level-types.ts';
import { serviceTime } from './service-time.ts';
import { nothing, type Option, resolutions, TargetFields } from './target-fields.tsx';

export const priorities = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;
export type Rule = Agreement['rules'][number];
export type OperationalRule = Agreement['operational'][number];

const freshRule = (): Rule => ({ ...nothing, when: { serviceIds: [], priorities: [], departments: [] } });
const freshOperational = (): OperationalRule => ({ supportGroupIds: [], priorities: [], target: 'PT4H' });

/** The first fault of the server under a place in the form: `rules.0.when` and everything in it. */
const faultAt = (errors: Record<string, string>, place: string): string | undefined =>
  Object.entries(errors).find(([at]) => at === place || at.startsWith(`${place}.`))?.[1];

interface Props<T> {
  items: T[];
  errors: Record<string, string>;
  onChange: (items: T[]) => void;
}

/** Promises for some services, priorities or departments, in the order in which they are looked at. */
export function AgreementRules({ items, errors, calendarOptions, onChange }: Props<Rule> & { calendarOptions: Option[] }) {
  const words = useWords(agreementWords);
  const services = useGet<Page<{ id: string; name: string }>>('/services');
  const departments = useGet<Page<string>>('/departments');
  return (
    <section className="stack tight" aria-label={words.rules}>
      <h3>{words.rules}</h3>
      <p className="muted small">{words.rulesHint}</p>
      <OrderedList
        items={items}
        nameOf={words.rule}
        addLabel={words.addRule}
        fresh={freshRule}
        fault={(index) => faultAt(errors, `rules.${index}`)}
        onChange={onChange}
      >
        {(rule, index, set) => (
          <>
            <div className="grid-3">
              <MultiSelect
                label={words.services}
                placeholder={rule.when.serviceIds.length === 0 ? words.any : ''}
                searchable
                data={(services.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
                value={rule.when.serviceIds}
                onChange={(serviceIds) => set({ when: { ...rule.when, serviceIds } })}
              />
              <PrioritiesSelect value={rule.when.priorities} onChange={(next) => set({ when: { ...rule.when, priorities: next } })} />
              <TagsInput
                label={words.departments}
                placeholder={rule.when.departments.length === 0 ? words.any : ''}
                data={departments.data?.items ?? []}
                value={rule.when.departments}
                onChange={(names) => set({ when: { ...rule.when, departments: names } })}
              />
            </div>
            <div className="grid-4">
              <TargetFields name={words.rule(index + 1)} target={rule} calendarOptions={calendarOptions} isLabelled onChange={set} />
            </div>
          </>
        )}
      </OrderedList>
    </section>
  );
}

/** How long support groups may take over their part. */
export function OperationalRules({ items, errors, onChange }: Props<OperationalRule>) {
  const words = useWords(agreementWords);
  const say = serviceTime(useFormats());
  const groups = useGet<Page<{ id: string; name: string }>>('/support-groups');
  return (
    <section className="stack tight" aria-label={words.operational}>
      <h3>{words.operational}</h3>
      <p className="muted small">{words.operationalHint}</p>
      <OrderedList
        items={items}
        nameOf={words.operationalRule}
        addLabel={words.addOperational}
        fresh={freshOperational}
        fault={(index) => faultAt(errors, `operational.${index}`)}
        onChange={onChange}
      >
        {(rule, _index, set) => (
          <div className="grid-3">
            <MultiSelect
              label={words.groups}
              placeholder={rule.supportGroupIds.length === 0 ? words.any : ''}
              searchable
              data={(groups.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              value={rule.supportGroupIds}
              onChange={(supportGroupIds) => set({ supportGroupIds })}
            />
            <PrioritiesSelect value={rule.priorities} onChange={(next) => set({ priorities: next })} />
            <DurationSelect
              label={words.target}
              say={say}
              choices={resolutions}
              value={rule.target}
              onChange={(target) => set({ target })}
            />
          </div>
        )}
      </OrderedList>
    </section>
  );
}

function PrioritiesSelect({
  value,
  onChange,
}: {
  value: Rule['when']['priorities'];
  onChange: (value: Rule['when']['priorities']) => void;
}) {
  const words = useWords(agreementWords);
  return (
    <MultiSelect
      label={words.priorities}
      placeholder={value.length === 0 ? words.any : ''}
      data={[...priorities]}
      value={value}
      onChange={(next) => onChange(next as typeof value)}
    />
  );
}
