import { Button, Modal } from '@mantine/core';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { api } from '../api/client.ts';
import { isStatus } from '../api/problem.ts';
import { refresh, useList } from '../api/queries.ts';
import type { Incident, TimelineItem } from '../api/types.ts';
import { useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { deskWords } from './desk-words.ts';
import { Timeline } from './timeline.tsx';

interface Act {
  /** Runs on the version that the person has seen; run again on the newest only when they say so. */
  work: (target: Incident) => Promise<Incident>;
  done: string;
  undo?: ((after: Incident) => Promise<unknown>) | undefined;
  onDone?: (() => void) | undefined;
}
type Run = (base: Incident, act: Act) => Promise<boolean>;

const ActContext = createContext<{ run: Run; isBusy: boolean }>({ run: async () => false, isBusy: false });

/** What changes an incident goes through here: told when it worked, with a way back; asked when somebody was faster. */
export const useIncidentAct = () => useContext(ActContext);

export function IncidentActs({ children }: { children: ReactNode }) {
  const tell = useTellProblem();
  const [isBusy, setBusy] = useState(false);
  const [conflict, setConflict] = useState<{ base: Incident; act: Act } | null>(null);
  const run: Run = async (base, act) => {
    setBusy(true);
    try {
      const after = await act.work(base);
      const { undo } = act;
      toast(act.done, undo ? { undo: () => undo(after).catch(tell) } : {});
      act.onDone?.();
      return true;
    } catch (error) {
      if (isStatus(error, 412)) setConflict({ base, act });
      else tell(error);
      await refresh('incidents');
      return false;
    } finally {
      setBusy(false);
    }
  };
  return (
    <ActContext value={{ run, isBusy }}>
      {children}
      {conflict && (
        <ConflictDialog
          base={conflict.base}
          close={() => setConflict(null)}
          again={async () => {
            setConflict(null);
            const newest = await api.get<Incident>(`/incidents/${conflict.base.id}`);
            await run(newest, conflict.act);
          }}
        />
      )}
    </ActContext>
  );
}

/** Who was faster and with what. */
function ConflictDialog({ base, close, again }: { base: Incident; close: () => void; again: () => Promise<void> }) {
  const words = useWords(deskWords);
  const me = useMe();
  const timeline = useList<TimelineItem>(`/incidents/${base.id}/timeline`, { order: 'desc', limit: 20 });
  const since = timeline.items.filter((item) => new Date(item.happenedAt) > new Date(base.updatedAt) && item.actor.id !== me.id);
  return (
    <Modal opened onClose={close} title={words.conflictTitle} size="lg">
      <div className="stack">
        <p className="muted">{words.conflictLead}</p>
        <div className="card padded stack tight">
          <h3>{words.conflictNow}</h3>
          <Timeline items={(since.length > 0 ? since : timeline.items.slice(0, 3)).toReversed()} />
        </div>
        <div className="form-actions">
          <Button variant="default" onClick={() => void again()}>
            {words.conflictAnyway}
          </Button>
          <Button onClick={close} data-autofocus>
            {words.conflictLook}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
