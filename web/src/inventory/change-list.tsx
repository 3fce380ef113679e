import { Button } from '@mantine/core';
import { useState } from 'react';
import { fieldWords } from '../assets/asset-words.ts';
import { FieldValue } from '../assets/field-value.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import { Ago } from '../ui/marks.tsx';
import type { FactChange } from './inventory-types.ts';
import { inventoryWords } from './inventory-words.ts';

/** Changes by the part of the machine; a hundred updates of one evening do not hide the new disk. */
export function ChangeList({ changes, few }: { changes: FactChange[]; few: number }) {
  const words = useWords(inventoryWords);
  const groups = new Map<string, FactChange[]>();
  for (const change of changes) groups.set(change.section, [...(groups.get(change.section) ?? []), change]);
  // Software changes most and tells least: it comes last.
  const order = [...groups.keys()].sort((a, b) => Number(a === 'software') - Number(b === 'software'));
  return (
    <div className="changes">
      {order.map((section) => (
        <section key={section} aria-label={words.sections[section] ?? section}>
          <h3>{words.sections[section] ?? section}</h3>
          <Group changes={groups.get(section) as FactChange[]} few={few} />
        </section>
      ))}
    </div>
  );
}

function Group({ changes, few }: { changes: FactChange[]; few: number }) {
  const words = useWords(inventoryWords);
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? changes : changes.slice(0, few);
  return (
    <>
      <ul>
        {shown.map((change) => (
          <li key={`${change.eventId}${change.field}`}>
            <ChangeLine change={change} />
          </li>
        ))}
      </ul>
      {shown.length < changes.length && (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setOpen(true)}>
          {words.showMore(changes.length - shown.length)}
        </Button>
      )}
    </>
  );
}

function ChangeLine({ change }: { change: FactChange }) {
  const words = useWords(inventoryWords);
  const names = useWords(fieldWords);
  const { kind, item, from, to, happenedAt, section } = change;
  const field = change.field.split('.').at(-1) ?? change.field;
  const isWhole = kind !== 'changed';
  const detail = kind === 'added' ? to : from;
  return (
    <span className="small">
      {item && <bdi>{item}</bdi>} {isWhole && <Chip tone={kind === 'added' ? 'good' : 'warn'}>{words[kind]}</Chip>}
      {isWhole && detail !== item && detail !== null && <bdi className="muted"> {String(detail)}</bdi>}
      {!isWhole && (
        <>
          {section !== 'software' && <span className="muted">{words.fields[field] ?? names[field] ?? field} </span>}
          <del>
            <FieldValue field={field} value={from} />
          </del>{' '}
          <span aria-hidden="true">→</span>{' '}
          <ins>
            <FieldValue field={field} value={to} />
          </ins>
        </>
      )}
      <span className="muted">
        {' '}
        · <Ago at={happenedAt} />
      </span>
    </span>
  );
}
