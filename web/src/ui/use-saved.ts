import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { toast } from './toast.tsx';
import { commonWords } from './words.ts';

interface Form<T> {
  submit(work: (values: T) => Promise<unknown>): Promise<boolean>;
}

/**
 * Sends a dialog's form, reads these families of addresses again (after a conflict too: the next edit begins with what the
 * colleague saved), says that it is saved and closes.
 */
export function useSaved<T>(
  form: Form<T>,
  families: string[],
  done: () => void,
  said?: string,
): (work: (values: T) => Promise<unknown>) => Promise<void> {
  const common = useWords(commonWords);
  return async (work) => {
    const isDone = await form.submit(work);
    await refresh(...families);
    if (!isDone) return;
    toast(said ?? common.saved);
    done();
  };
}
