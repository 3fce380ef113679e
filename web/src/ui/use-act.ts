import { useState } from 'react';
import { useTellProblem } from './toast.tsx';

/** Runs one thing at a time, tells what went wrong, and says whether it is under way; answers true when it worked. */
export function useAct(): [boolean, (work: () => Promise<unknown>) => Promise<boolean>] {
  const [isBusy, setBusy] = useState(false);
  const tell = useTellProblem();
  const act = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    try {
      await work();
      return true;
    } catch (error) {
      tell(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return [isBusy, act];
}
