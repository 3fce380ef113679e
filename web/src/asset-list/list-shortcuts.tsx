import { Kbd, Modal } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import { listWords } from './list-words.ts';

/** Every key of the list. */
export function ListShortcuts({ close }: { close: () => void }) {
  const { keys, shortcuts } = useWords(listWords);
  const all: Array<[string, string[]]> = [
    [keys.next, ['J', 'K']],
    [keys.open, ['↵']],
    [keys.select, ['X']],
    [keys.range, ['⇧ J', '⇧ K', '⇧ X']],
    [keys.all, ['*']],
    [keys.clear, ['Esc']],
    [keys.edit, ['E']],
    [keys.search, ['/']],
    [keys.help, ['?']],
  ];
  return (
    <Modal opened onClose={close} title={shortcuts}>
      <dl className="shortcuts">
        {all.map(([name, caps]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {caps.map((cap) => (
                <Kbd key={cap}>{cap}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
