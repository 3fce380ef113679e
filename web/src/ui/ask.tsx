import { Button, Group, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { commonWords } from './words.ts';

interface Question {
  title: string;
  text?: ReactNode;
  /** The verb on the button. */
  action: string;
  isDangerous?: boolean;
}

/** Asks before what cannot be undone: `const [question, ask] = useAsk()`; render `question`, await `ask({…})`. */
export function useAsk(): [ReactNode, (question: Question) => Promise<boolean>] {
  const words = useWords(commonWords);
  const [open, setOpen] = useState<(Question & { answer: (yes: boolean) => void }) | null>(null);
  const end = (yes: boolean) => {
    open?.answer(yes);
    setOpen(null);
  };
  const ask = (question: Question) => new Promise<boolean>((answer) => setOpen({ ...question, answer }));
  const node = (
    <Modal opened={open !== null} onClose={() => end(false)} title={open?.title ?? ''} size="sm">
      <div className="stack">
        {open?.text && <div className="muted">{open.text}</div>}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={() => end(false)}>
            {words.cancel}
          </Button>
          <Button color={open?.isDangerous ? 'red' : 'velvet'} onClick={() => end(true)} data-autofocus>
            {open?.action}
          </Button>
        </Group>
      </div>
    </Modal>
  );
  return [node, ask];
}
