import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useAsk } from './ask.tsx';
import { toast } from './toast.tsx';
import { useAct } from './use-act.ts';
import { commonWords } from './words.ts';

interface Props {
  /** What is deleted, as an address of the API. */
  path: string;
  name: string;
  /** What is read again afterwards, as the beginning of its addresses. */
  family: string;
  /** What goes with it. */
  text?: ReactNode;
  done: () => void;
}

/** Asks, then removes what a form edits. */
export function RemoveButton({ path, name, family, text, done }: Props) {
  const words = useWords(commonWords);
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const remove = async () => {
    if (!(await ask({ title: words.removeThis(name), text, action: words.remove, isDangerous: true }))) return;
    if (!(await act(() => api.delete(path).then(() => refresh(family))))) return;
    toast(words.removed);
    done();
  };
  return (
    <>
      <Button variant="subtle" color="red" loading={isBusy} onClick={() => void remove()} style={{ marginInlineEnd: 'auto' }}>
        {words.remove}
      </Button>
      {question}
    </>
  );
}
