import { Button } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useAsk } from '../ui/ask.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { macroWords } from './macro-words.ts';

/** Asks, then removes what the form edits. */
export function RemoveButton({ path, name, family, done }: { path: string; name: string; family: string; done: () => void }) {
  const words = useWords(macroWords);
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const remove = async () => {
    if (!(await ask({ title: words.removeTitle(name), action: words.remove, isDangerous: true }))) return;
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
