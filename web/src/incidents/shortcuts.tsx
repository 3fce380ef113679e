import { Kbd, Modal } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import { commonWords } from '../ui/words.ts';
import { deskWords } from './desk-words.ts';
import { workWords } from './work-words.ts';

export interface Shortcut {
  label: string;
  caps: string[];
}

/** Every key of the page, by where it works. `commands` are what can be done with the incident now. */
export function Shortcuts({ isOpen, close, commands }: { isOpen: boolean; close: () => void; commands: Shortcut[] }) {
  const desk = useWords(deskWords);
  const words = useWords(workWords);
  const common = useWords(commonWords);
  const half = Math.ceil(commands.length / 2);
  const groups: Array<[string, Shortcut[]]> = [
    [words.shortcutGroups.incident, commands.slice(0, half)],
    ['', commands.slice(half)],
    [
      words.shortcutGroups.write,
      [
        { label: words.writeKeys.send, caps: ['Ctrl', '↵'] },
        { label: words.writeKeys.mention, caps: ['@'] },
        { label: words.writeKeys.answers, caps: ['/'] },
        { label: words.writeKeys.leave, caps: ['Esc'] },
      ],
    ],
    [
      words.shortcutGroups.anywhere,
      [
        { label: desk.keys.palette, caps: ['Ctrl', 'K'] },
        { label: desk.keys.help, caps: ['?'] },
      ],
    ],
  ];
  return (
    <Modal opened={isOpen} onClose={close} title={desk.shortcuts} size={760} closeButtonProps={{ 'aria-label': common.close }}>
      <div className="shortcut-columns">
        {groups.map(([title, shortcuts]) => (
          <section key={title}>
            <h3>{title || '\u00a0'}</h3>
            <dl className="shortcuts">
              {shortcuts.map(({ label, caps }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>
                    {caps.map((cap) => (
                      <Kbd key={cap}>{cap}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
