import { ActionIcon, Button, Popover, Switch } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconLayoutColumns } from '@tabler/icons-react';
import { useWords } from '../i18n/dictionary.ts';
import type { Column } from './list-types.ts';
import { listWords } from './list-words.ts';
import { columnNames, firstColumns } from './use-columns.ts';

interface Props {
  columns: Column[];
  /** A view on screen has its own; those of the reader come back with another view. */
  isOfView: boolean;
  onColumns: (columns: Column[]) => void;
}

/** Which columns stand in which order. */
export function ColumnMenu({ columns, isOfView, onColumns }: Props) {
  const words = useWords(listWords);
  const others = columnNames.filter((name) => !columns.includes(name));
  const move = (index: number, step: number) => {
    const next = [...columns];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + step, 0, moved);
    onColumns(next);
  };
  return (
    <Popover position="bottom-end" width={300} trapFocus shadow="md">
      <Popover.Target>
        <Button variant="default" className="only-desk" leftSection={<IconLayoutColumns size={16} aria-hidden />}>
          {words.columns}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className="column-menu" aria-label={words.columns}>
        <p className="muted small">{isOfView ? words.columnsOfView : words.columnsLead}</p>
        <ul className="column-list">
          {columns.map((name, index) => (
            <li key={name}>
              <Switch
                size="xs"
                label={words.column[name]}
                checked
                onChange={() => onColumns(columns.filter((each) => each !== name))}
                disabled={columns.length === 1}
              />
              <span className="grow" />
              <MoveButton label={words.moveUp(words.column[name])} isOff={index === 0} move={() => move(index, -1)} icon={IconArrowUp} />
              <MoveButton
                label={words.moveDown(words.column[name])}
                isOff={index === columns.length - 1}
                move={() => move(index, 1)}
                icon={IconArrowDown}
              />
            </li>
          ))}
          {others.map((name) => (
            <li key={name}>
              <Switch size="xs" label={words.column[name]} checked={false} onChange={() => onColumns([...columns, name])} />
            </li>
          ))}
        </ul>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onColumns(firstColumns)}>
          {words.resetColumns}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

interface MoveProps {
  label: string;
  isOff: boolean;
  move: () => void;
  icon: typeof IconArrowUp;
}

function MoveButton({ label, isOff, move, icon: Icon }: MoveProps) {
  return (
    <ActionIcon size="sm" variant="subtle" color="gray" disabled={isOff} aria-label={label} onClick={move}>
      <Icon size={14} />
    </ActionIcon>
  );
}
