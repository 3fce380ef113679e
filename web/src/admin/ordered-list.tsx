import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { agreementWords } from './agreement-words.ts';

interface Props<T> {
  items: T[];
  nameOf: (place: number) => string;
  addLabel: string;
  fresh: () => T;
  fault: (index: number) => string | undefined;
  onChange: (items: T[]) => void;
  children: (item: T, index: number, set: (patch: Partial<T>) => void) => ReactNode;
}

/** Things whose order counts, each in a frame of its own that can be moved by buttons. */
export function OrderedList<T extends object>({ items, nameOf, addLabel, fresh, fault, onChange, children }: Props<T>) {
  const words = useWords(agreementWords);
  const move = (from: number, to: number) => {
    const next = items.toSpliced(from, 1);
    onChange(next.toSpliced(to, 0, items[from] as T));
  };
  const set = (index: number, patch: Partial<T>) => onChange(items.map((item, at) => (at === index ? { ...item, ...patch } : item)));
  return (
    <div className="stack tight">
      {items.map((item, index) => {
        const name = nameOf(index + 1);
        return (
          // Rules have no names of their own; their place is what tells them apart.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <fieldset className="step" key={index}>
            <legend>{name}</legend>
            <div className="row tight step-tools">
              <ActionIcon
                size={26}
                variant="subtle"
                aria-label={words.moveUp(name)}
                disabled={index === 0}
                onClick={() => move(index, index - 1)}
              >
                <IconArrowUp size={15} aria-hidden />
              </ActionIcon>
              <ActionIcon
                size={26}
                variant="subtle"
                aria-label={words.moveDown(name)}
                disabled={index === items.length - 1}
                onClick={() => move(index, index + 1)}
              >
                <IconArrowDown size={15} aria-hidden />
              </ActionIcon>
              <ActionIcon size={26} variant="subtle" aria-label={words.remove(name)} onClick={() => onChange(items.toSpliced(index, 1))}>
                <IconTrash size={15} aria-hidden />
              </ActionIcon>
            </div>
            {children(item, index, (patch) => set(index, patch))}
            {fault(index) && <p className="bad small">{fault(index)}</p>}
          </fieldset>
        );
      })}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...items, fresh()])}
        >
          {addLabel}
        </Button>
      </div>
    </div>
  );
}
