import { api } from '../api/client.ts';
import { isStatus } from '../api/problem.ts';
import { keyOf, queryClient, refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { Rules } from './rule-types.ts';
import { ruleWords } from './rule-words.ts';

const path = '/me/notification-rules';

/** Keeps a change of my rules at once; shown before the server has answered, taken back when it refuses. */
export function useChangeRules(rules: Rules): [boolean, (changes: Partial<Rules>) => Promise<void>] {
  const words = useWords(ruleWords);
  const [isBusy, act] = useAct();
  const change = async (changes: Partial<Rules>) => {
    queryClient.setQueryData(keyOf(path), { ...rules, ...changes });
    const done = await act(async () => {
      try {
        const kept = await api.patch<Rules>(path, changes, { ifMatch: rules.version });
        queryClient.setQueryData(keyOf(path), kept);
      } catch (error) {
        if (!isStatus(error, 412)) queryClient.setQueryData(keyOf(path), rules);
        await refresh('me/notification-rules');
        throw error;
      }
    });
    if (done) toast(words.saved);
  };
  return [isBusy, change];
}
