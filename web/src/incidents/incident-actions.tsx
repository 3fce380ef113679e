import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconEye, IconHandGrab, IconPlayerPause, IconPlayerPlay, IconUserCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { Incident } from '../api/types.ts';
import { useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useAsk } from '../ui/ask.tsx';
import { useKeys } from '../ui/keys.ts';
import { useTellProblem } from '../ui/toast.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { useIncidentAct } from './conflict.tsx';
import { deskWords } from './desk-words.ts';
import { MergeDialog } from './merge-dialog.tsx';
import { PendDialog } from './pend-dialog.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';
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

type Dialog = 'assign' | 'pend' | 'resolve' | 'merge';

/** What can be done with the incident now; the API says which of it the person may do. */
export function IncidentActions({ incident }: { incident: Incident }) {
  const words = useWords(deskWords);
  const me = useMe();
  const { run, isBusy } = useIncidentAct();
  // A dialog keeps the version that was on screen when it was opened.
  const [dialog, setDialog] = useState<{ kind: Dialog; base: Incident } | null>(null);
  const open = (kind: Dialog) => setDialog({ kind, base: incident });
  const close = () => setDialog(null);
  const isMine = incident.assignee?.id === me.id;
  const take = () =>
    void run(incident, {
      work: (target) => assignIncident(target, { technicianId: 'me' }),
      done: words.done.taken,
      undo: (after) => assignIncident(after, assignmentOf(incident)),
    });
  const simple = (work: (target: Incident) => Promise<Incident>, done: string, undo?: (after: Incident) => Promise<unknown>) => () =>
    void run(incident, { work, done, ...(undo && { undo }) });
  useKeys({
    ...(incident.canAssign && !isMine && { a: take }),
    ...(incident.canResolve && { r: () => open('resolve') }),
    ...(incident.canPend && { p: () => open('pend') }),
  });
  return (
    <div className="incident-actions" role="toolbar" aria-label={words.moreActions}>
      {incident.canAssign && !isMine && (
        <Button leftSection={<IconHandGrab size={17} />} disabled={isBusy} onClick={take}>
          {words.take}
        </Button>
      )}
      {incident.canResolve && (
        <Button variant={isMine ? 'filled' : 'default'} leftSection={<IconCheck size={17} />} onClick={() => open('resolve')}>
          {words.resolve}
        </Button>
      )}
      {incident.canAssign && (
        <Button variant="default" leftSection={<IconUserCheck size={17} />} onClick={() => open('assign')}>
          {words.assign}
        </Button>
      )}
      {incident.canPend && (
        <Button variant="default" leftSection={<IconPlayerPause size={17} />} onClick={() => open('pend')}>
          {words.pend}
        </Button>
      )}
      {incident.canResume && (
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={17} />}
          disabled={isBusy}
          onClick={simple(resumeIncident, words.done.resumed)}
        >
          {words.resume}
        </Button>
      )}
      {incident.canAcknowledge && (
        <Button variant="default" disabled={isBusy} onClick={simple(acknowledgeIncident, words.done.acknowledged)}>
          {words.acknowledge}
        </Button>
      )}
      {incident.canReopen && (
        <Button variant="default" disabled={isBusy} onClick={simple(reopenIncident, words.done.reopened)}>
          {words.reopen}
        </Button>
      )}
      {incident.canClose && (
        <Button variant="default" disabled={isBusy} onClick={simple(closeIncident, words.done.closed)}>
          {words.close}
        </Button>
      )}
      <MoreActions incident={incident} openMerge={() => open('merge')} />
      {dialog?.kind === 'assign' && <AssignDialog base={dialog.base} close={close} />}
      {dialog?.kind === 'pend' && <PendDialog base={dialog.base} close={close} />}
      {dialog?.kind === 'resolve' && <ResolveDialog base={dialog.base} close={close} />}
      {dialog?.kind === 'merge' && <MergeDialog base={dialog.base} close={close} />}
    </div>
  );
}

function MoreActions({ incident, openMerge }: { incident: Incident; openMerge: () => void }) {
  const words = useWords(deskWords);
  const me = useMe();
  const tell = useTellProblem();
  const { run } = useIncidentAct();
  const [question, ask] = useAsk();
  const watch = async () => {
    try {
      if (incident.isWatching) await api.delete(`/incidents/${incident.id}/watchers/${me.id}`);
      else await api.post(`/incidents/${incident.id}/watchers`, { personId: 'me' });
      await refresh('incidents');
    } catch (error) {
      tell(error);
    }
  };
  const cancel = async () => {
    if (!(await ask({ title: `${words.cancel}?`, action: words.cancel, isDangerous: true }))) return;
    await run(incident, { work: (target) => cancelIncident(target), done: words.done.cancelled });
  };
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={15} />}>
            {words.moreActions}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconEye size={16} />} onClick={() => void watch()}>
            {incident.isWatching ? words.unwatch : words.watch}
          </Menu.Item>
          {incident.canMerge && <Menu.Item onClick={openMerge}>{words.merge}</Menu.Item>}
          {incident.canUnmerge && (
            <Menu.Item onClick={() => void run(incident, { work: unmergeIncident, done: words.done.unmerged })}>{words.unmerge}</Menu.Item>
          )}
          {incident.canCancel && (
            <Menu.Item color="red" onClick={() => void cancel()}>
              {words.cancel}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {question}
    </>
  );
}
