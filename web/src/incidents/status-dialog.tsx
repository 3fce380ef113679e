import { Modal } from '@mantine/core';
import type { Incident } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { commonWords } from '../ui/words.ts';
import { workWords } from './work-words.ts';

export interface StatusChoice {
  id: string;
  label: string;
  run: () => void;
}

/** Every step that the incident's life allows now, as a list to go through by arrows or by digits. */
export function StatusDialog({ incident, choices, close }: { incident: Incident; choices: StatusChoice[]; close: () => void }) {
  const words = useWords(workWords);
  const common = useWords(commonWords);
  const choose = (choice: StatusChoice | undefined) => {
    if (!choice) return;
    close();
    setTimeout(choice.run, 60);
  };
  const press = (event: React.KeyboardEvent<HTMLElement>) => {
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    if (step) buttons[(at + step + buttons.length) % buttons.length]?.focus();
    else if (/^[1-9]$/.test(event.key)) choose(choices[Number(event.key) - 1]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal opened onClose={close} title={words.statusTitle} size="xs" closeButtonProps={{ 'aria-label': common.close }}>
      <p className="muted small" style={{ marginBottom: 8 }}>
        <span className="mono">{incident.number}</span> · {common.status[incident.status]}
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only moves between the buttons inside */}
      <div className="macro-list" onKeyDown={press}>
        {choices.map((choice, index) => (
          <button type="button" key={choice.id} data-autofocus={index === 0 || undefined} onClick={() => choose(choice)}>
            <kbd className="mono muted">{index + 1}</kbd> {choice.label}
          </button>
        ))}
      </div>
    </Modal>
  );
}
