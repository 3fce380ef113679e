import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import type { RuleBook, WordType } from './inventory-types.ts';
import { inventoryWords } from './inventory-words.ts';

type Junk = RuleBook['junk'];

const types: WordType[] = ['serial', 'uuid', 'macs', 'imei', 'name', 'tag', 'agentId'];

/** The words that identify nothing, a field for each kind of word. */
export function JunkEditor({ junk, isReadOnly, change }: { junk: Junk; isReadOnly: boolean; change: (junk: Junk) => void }) {
  const words = useWords(inventoryWords);
  const write = (type: WordType, lines: string[]) =>
    change([...junk.filter((word) => word.type !== type), ...lines.map((pattern) => ({ type, pattern }))]);
  return (
    <>
      <p className="muted small">{words.junkHint}</p>
      <div className="junk">
        {types.map((type) => (
          <JunkField
            key={type}
            label={words.wordTypes[type]}
            lines={junk.filter((word) => word.type === type).map(({ pattern }) => pattern)}
            isReadOnly={isReadOnly}
            write={(lines) => write(type, lines)}
          />
        ))}
      </div>
    </>
  );
}

interface FieldProps {
  label: string;
  lines: string[];
  isReadOnly: boolean;
  write: (lines: string[]) => void;
}

/** Keeps what is typed, line ends and all, and tells the lines that say something. */
function JunkField({ label, lines, isReadOnly, write }: FieldProps) {
  const [typed, setTyped] = useState(lines.join('\n'));
  return (
    <Textarea
      label={label}
      autosize
      minRows={3}
      maxRows={10}
      readOnly={isReadOnly}
      spellCheck={false}
      classNames={{ input: 'mono' }}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        write(
          event.currentTarget.value
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean),
        );
      }}
    />
  );
}
