import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { Incident } from '../api/types.ts';
import type { Command } from '../app/commands.ts';
import { useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useAct } from '../ui/use-act.ts';
import { useIncidentAct } from './conflict.tsx';
import { deskWords } from './desk-words.ts';
import {
  acknowledgeIncident,
  assignIncident,
  assignmentOf,
  cancelIncident,
  closeIncident,
  reopenIncident,
  resumeIncident,
  unmergeIncident,
} from './verbs.ts';
import { workWords } from './work-words.ts';

export type IncidentDialog = 'assign' | 'pend' | 'resolve' | 'merge' | 'status' | 'priority' | 'macros' | 'cancel';

export interface Verb extends Command {
  /** True for what changes the status: the status dialog lists it. */
  isStatus?: boolean;
}

/** Everything that can be done with the incident now, once: buttons, keys, the palette and the help all take it from here. */
export function useIncidentVerbs(incident: Incident, open: (dialog: IncidentDialog) => void): Verb[] {
  const desk = useWords(deskWords);
  const words = useWords(workWords);
  const me = useMe();
  const { run } = useIncidentAct();
  const [, act] = useAct();
  const simple = (work: (target: Incident) => Promise<Incident>, done: string, undo?: (after: Incident) => Promise<unknown>) => () =>
    void run(incident, { work, done, ...(undo && { undo }) });
  const take = simple(
    (target) => assignIncident(target, { technicianId: 'me' }),
    desk.done.taken,
    (after) => assignIncident(after, assignmentOf(incident)),
  );
  const watch = () =>
    void act(async () => {
      if (incident.isWatching) await api.delete(`/incidents/${incident.id}/watchers/${me.id}`);
      else await api.post(`/incidents/${incident.id}/watchers`, { personId: 'me' });
      await refresh('incidents');
    });
  const verbs: Array<Verb & { is: boolean }> = [
    { id: 'take', label: words.takeIt, keys: 'I', run: take, is: incident.canAssign && incident.assignee?.id !== me.id },
    { id: 'assign', label: words.assignTo, keys: 'A', run: () => open('assign'), is: incident.canAssign },
    { id: 'status', label: words.status, keys: 'S', run: () => open('status'), is: true },
    { id: 'priority', label: words.priority, keys: 'P', run: () => open('priority'), is: incident.canEdit },
    { id: 'macros', label: words.macros, keys: 'M', run: () => open('macros'), is: true },
    { id: 'resolve', label: desk.resolve, keys: 'R', run: () => open('resolve'), is: incident.canResolve, isStatus: true },
    { id: 'pend', label: desk.pend, keys: 'H', run: () => open('pend'), is: incident.canPend, isStatus: true },
    { id: 'resume', label: desk.resume, run: simple(resumeIncident, desk.done.resumed), is: incident.canResume, isStatus: true },
    { id: 'acknowledge', label: desk.acknowledge, run: simple(acknowledgeIncident, desk.done.acknowledged), is: incident.canAcknowledge },
    { id: 'reopen', label: desk.reopen, run: simple(reopenIncident, desk.done.reopened), is: incident.canReopen, isStatus: true },
    { id: 'close', label: desk.close, run: simple(closeIncident, desk.done.closed), is: incident.canClose, isStatus: true },
    { id: 'watch', label: incident.isWatching ? desk.unwatch : desk.watch, keys: 'W', run: watch, is: true },
    { id: 'merge', label: desk.merge, run: () => open('merge'), is: incident.canMerge },
    { id: 'unmerge', label: desk.unmerge, run: simple(unmergeIncident, desk.done.unmerged), is: incident.canUnmerge },
    { id: 'cancel', label: desk.cancel, run: () => open('cancel'), is: incident.canCancel, isStatus: true },
  ];
  return verbs.filter(({ is }) => is).map(({ is: _, ...verb }) => verb);
}

/** Withdraws the incident after the person was asked. */
export const withdraw = (target: Incident): Promise<Incident> => cancelIncident(target);
