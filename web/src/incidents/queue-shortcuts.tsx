import { Kbd, Modal } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import { deskWords } from './desk-words.ts';
import { queueWords } from './queue-words.ts';

/** Every key of the queue. */
export function QueueShortcuts({ close }: { close: () => void }) {
  const words = useWords(queueWords);
  const desk = useWords(deskWords);
  const keys: Array<[string, string[]]> = [
    [desk.keys.next, ['J', 'K']],
    [desk.keys.open, ['↵']],
    [words.keys.peek, ['␣']],
    [words.keys.select, ['X']],
    [words.keys.range, ['⇧ J', '⇧ K', '⇧ X']],
    [words.keys.all, ['*']],
    [words.keys.clear, ['Esc']],
    [words.keys.assign, ['A']],
    [desk.keys.resolve, ['R']],
    [desk.keys.pend, ['P']],
    [words.keys.tag, ['T']],
    [words.bulk.comment, ['C']],
    [words.keys.merge, ['M']],
    [words.keys.watch, ['W']],
    [words.keys.filter, ['F']],
    [words.keys.newest, ['.']],
    [desk.keys.search, ['/']],
    [desk.keys.palette, ['Ctrl', 'K']],
    [desk.keys.file, ['N']],
    [desk.keys.help, ['?']],
  ];
  return (
    <Modal opened onClose={close} title={desk.shortcuts}>
      <dl className="shortcuts">
        {keys.map(([name, caps]) => (
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
