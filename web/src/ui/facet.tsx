import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';

export interface FacetOption {
  value: string;
  label: string;
  /** How many there are. */
  count?: number;
}

interface FacetProps {
  label: string;
  options: FacetOption[];
  /** The chosen values, separated by commas as they stand in the address. */
  value: string;
  onChange: (value: string) => void;
}

const split = (value: string): string[] => (value ? value.split(',') : []);

/** A filter of which several values may be chosen. */
export function Facet({ label, options, value, onChange }: FacetProps) {
  const chosen = split(value);
  const toggle = (option: string) => {
    const next = chosen.includes(option) ? chosen.filter((each) => each !== option) : [...chosen, option];
    onChange(
      options
        .map((each) => each.value)
        .filter((each) => next.includes(each))
        .join(','),
    );
  };
  const names = options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
  return (
    <Menu closeOnItemClick={false} position="bottom-start">
      <Menu.Target>
        <Button
          variant="default"
          className={names.length > 0 ? 'facet on' : 'facet'}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {names.length === 0 ? label : names.length === 1 ? names[0] : `${label} · ${names.length}`}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {options.map((option) => (
          <Menu.Item
            key={option.value}
            role="menuitemcheckbox"
            aria-checked={chosen.includes(option.value)}
            onClick={() => toggle(option.value)}
            rightSection={chosen.includes(option.value) ? <IconCheck size={15} aria-hidden /> : <span style={{ width: 15 }} />}
          >
            {option.label}
            {option.count !== undefined && <span className="muted small"> {option.count}</span>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
