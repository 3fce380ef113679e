import { ActionIcon, Button, Popover, SegmentedControl, Switch } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconLayoutColumns } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { columnNames, defaultColumns } from './queue-state.ts';
import type { Column } from './queue-types.ts';
import { queueWords } from './queue-words.ts';

export type Density = 'comfortable' | 'compact';
const key = 'coulisse-queue-density';

/** How close the rows stand, kept on this device. */
export function useDensity(): [Density, (density: Density) => void] {
  const [density, setDensity] = useState<Density>(() => (localStorage.getItem(key) === 'compact' ? 'compact' : 'comfortable'));
  const keep = (next: Density) => {
    localStorage.setItem(key, next);
    setDensity(next);
  };
  return [density, keep];
}

interface Props {
  columns: Column[];
  onColumns: (columns: Column[]) => void;
  density: Density;
  onDensity: (density: Density) => void;
}

/** Which columns stand in which order, and how close the rows. */
export function DisplayMenu({ columns, onColumns, density, onDensity }: Props) {
  const words = useWords(queueWords);
  const others = columnNames.filter((name) => !columns.includes(name));
  const toggle = (name: Column, isShown: boolean) => {
    const next = isShown ? [...columns, name] : columns.filter((each) => each !== name);
    if (next.length > 0) onColumns(next);
  };
  const move = (index: number, step: number) => {
    const next = [...columns];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + step, 0, moved);
    onColumns(next);
  };
  return (
    <Popover position="bottom-end" width={300} trapFocus shadow="md">
      <Popover.Target>
        <Button variant="default" aria-label={words.display} leftSection={<IconLayoutColumns size={16} aria-hidden />}>
          {words.display}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className="display-menu" aria-label={words.display}>
        <SegmentedControl
          fullWidth
          aria-label={words.display}
          data={[
            { value: 'comfortable', label: words.comfortable },
            { value: 'compact', label: words.compact },
          ]}
          value={density}
          onChange={(value) => onDensity(value as Density)}
        />
        <h3>{words.columns}</h3>
        <ul className="arrange">
          {columns.map((name, index) => (
            <li key={name}>
              <Switch size="xs" label={words.column[name]} checked onChange={() => toggle(name, false)} disabled={columns.length === 1} />
              <span className="grow" />
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                disabled={index === 0}
                aria-label={words.moveUp(words.column[name])}
                onClick={() => move(index, -1)}
              >
                <IconArrowUp size={14} />
              </ActionIcon>
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                disabled={index === columns.length - 1}
                aria-label={words.moveDown(words.column[name])}
                onClick={() => move(index, 1)}
              >
                <IconArrowDown size={14} />
              </ActionIcon>
            </li>
          ))}
          {others.map((name) => (
            <li key={name}>
              <Switch size="xs" label={words.column[name]} checked={false} onChange={() => toggle(name, true)} />
            </li>
          ))}
        </ul>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onColumns(defaultColumns)}>
          {words.resetColumns}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
