import { ActionIcon, Menu, MultiSelect, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useWords } from '../i18n/dictionary.ts';
import { deskWords } from '../incidents/desk-words.ts';
import { commonWords } from '../ui/words.ts';
import { type FilterName, filterNames } from './rule-types.ts';
import { ruleWords } from './rule-words.ts';
import { type Option, useNames } from './use-names.ts';

interface Props {
  filters: Record<string, string>;
  onChange: (filters: Record<string, string>) => void;
  errors: Record<string, string>;
}

/** The values to choose from; without them a filter is typed. */
function useChoices(): Partial<Record<FilterName, Option[]>> {
  const common = useWords(commonWords);
  const desk = useWords(deskWords);
  const words = useWords(ruleWords);
  const names = useNames();
  const options = (labels: Record<string, string>): Option[] => Object.entries(labels).map(([value, label]) => ({ value, label }));
  const nobody = { value: 'none', label: words.nobodyAssigned };
  return {
    priority: options(common.priority).map(({ value, label }) => ({ value, label: `${value} ${label}` })),
    status: options(common.status),
    impact: options(common.level),
    urgency: options(common.level),
    source: options(desk.sources),
    supportGroupId: names.groups,
    serviceId: [nobody, ...names.services],
    assigneeId: [nobody, ...names.technicians],
  };
}

/** With which incidents a rule acts: the filters of the queue, one a line. */
export function FilterFields({ filters, onChange, errors }: Props) {
  const words = useWords(ruleWords);
  const choices = useChoices();
  const set = (name: string, value: string) => onChange({ ...filters, [name]: value });
  const left = filterNames.filter((name) => !(name in filters));
  return (
    <fieldset className="rule-part">
      <legend>{words.with}</legend>
      {Object.entries(filters).map(([name, value]) => {
        const label = words.filters[name as FilterName] ?? name;
        const data = choices[name as FilterName];
        return (
          <div className="row tight nowrap" key={name}>
            {data ? (
              <MultiSelect
                className="grow"
                label={label}
                searchable
                data={data}
                value={value === '' ? [] : value.split(',')}
                error={errors[`filters.${name}`]}
                onChange={(chosen) => set(name, chosen.join(','))}
              />
            ) : (
              <TextInput
                className="grow"
                label={label}
                description={name === 'q' ? undefined : words.separated}
                value={value}
                error={errors[`filters.${name}`]}
                onChange={(event) => set(name, event.currentTarget.value)}
              />
            )}
            <ActionIcon
              size={26}
              aria-label={words.removeFilter(label)}
              onClick={() => onChange(Object.fromEntries(Object.entries(filters).filter(([key]) => key !== name)))}
            >
              <IconX size={15} aria-hidden />
            </ActionIcon>
          </div>
        );
      })}
      <Menu>
        <Menu.Target>
          <button type="button" className="add-line">
            <IconPlus size={15} aria-hidden /> {words.addFilter}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {left.map((name) => (
            <Menu.Item key={name} onClick={() => set(name, '')}>
              {words.filters[name]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </fieldset>
  );
}
