import { Kbd, Modal } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import { deskWords } from './desk-words.ts';

const keys = [
  ['next', ['J', 'K']],
  ['open', ['↵']],
  ['take', ['A']],
  ['comment', ['C']],
  ['note', ['I']],
  ['resolve', ['R']],
  ['pend', ['P']],
  ['search', ['/']],
  ['palette', ['Ctrl', 'K']],
  ['file', ['N']],
  ['back', ['U']],
  ['help', ['?']],
] as const;

export function Shortcuts({ isOpen, close }: { isOpen: boolean; close: () => void }) {
  const words = useWords(deskWords);
  return (
    <Modal opened={isOpen} onClose={close} title={words.shortcuts}>
      <dl className="shortcuts">
        {keys.map(([name, caps]) => (
          <div key={name}>
            <dt>{words.keys[name]}</dt>
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
