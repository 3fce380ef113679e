import { CloseButton } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Incident, Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { Named } from './family-card.tsx';
import type { IncidentRef, Split } from './family-types.ts';
import { familyWords } from './family-words.ts';
import { IncidentListPicker } from './incident-list-picker.tsx';
import { SplitDialog } from './split-dialog.tsx';

/** What was merged into this incident and what was split off it, each with its way back, and the ways to do more of it. */
export function MergesAndSplits({ incident }: { incident: Incident }) {
  const words = useWords(familyWords);
  const merges = useGet<Page<IncidentRef>>(`/incidents/${incident.id}/merges`);
  const splits = useGet<Page<Split>>(`/incidents/${incident.id}/splits`);
  const [dialog, setDialog] = useState<'split' | 'merge' | null>(null);
  const merged = merges.data?.items ?? [];
  const off = splits.data?.items ?? [];
  const close = () => setDialog(null);
  return (
    <div className="stack tight" style={{ marginTop: 12 }}>
      {merged.length > 0 && <Merged items={merged} />}
      {off.length > 0 && <SplitOff incident={incident} items={off} />}
      {incident.canMerge && (
        <div className="row">
          <button type="button" className="link small" onClick={() => setDialog('split')}>
            {words.split} …
          </button>
          <button type="button" className="link small" onClick={() => setDialog('merge')}>
            {words.mergeMany} …
          </button>
        </div>
      )}
      {dialog === 'split' && <SplitDialog incident={incident} close={close} />}
      {dialog === 'merge' && <MergeManyDialog incident={incident} close={close} />}
    </div>
  );
}

function Merged({ items }: { items: IncidentRef[] }) {
  const words = useWords(familyWords);
  const [isBusy, act] = useAct();
  const takeOut = ({ id }: IncidentRef) =>
    act(async () => {
      await api.delete(`/incidents/${id}/merge`);
      toast(words.done.unmerged);
      await refresh('incidents');
    });
  return (
    <div>
      <h3 className="small muted">{words.mergedHere}</h3>
      <ul className="side-list">
        {items.map((item) => (
          <li key={item.id} className="row nowrap" style={{ alignItems: 'flex-start' }}>
            <span className="grow">
              <Named incident={item} />
            </span>
            <CloseButton size="sm" aria-label={words.unmerge(item.number)} disabled={isBusy} onClick={() => void takeOut(item)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function SplitOff({ incident, items }: { incident: Incident; items: Split[] }) {
  const words = useWords(familyWords);
  const [isBusy, act] = useAct();
  const putBack = ({ id }: Split) =>
    act(async () => {
      await api.delete(`/incidents/${incident.id}/splits/${id}`);
      toast(words.done.splitUndone);
      await refresh('incidents');
    });
  return (
    <div>
      <h3 className="small muted">{words.splitsOff}</h3>
      <ul className="side-list">
        {items.map((split) => (
          <li key={split.id} className="row nowrap" style={{ alignItems: 'flex-start' }}>
            <span className="grow">
              <Named incident={split.incident} />
            </span>
            {split.undoneAt ? (
              <span className="muted small">{words.splitUndoneMark}</span>
            ) : (
              <CloseButton
                size="sm"
                aria-label={words.undoSplit(split.incident.number)}
                disabled={isBusy}
                onClick={() => void putBack(split)}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function MergeManyDialog({ incident, close }: { incident: Incident; close: () => void }) {
  const words = useWords(familyWords);
  const [incidentIds, setIds] = useState<string[]>([]);
  const [isBusy, act] = useAct();
  const tell = useTellProblem();
  const submit = () =>
    act(async () => {
      await api.post(`/incidents/${incident.id}/merges`, { incidentIds });
      await refresh('incidents');
      const undo = () =>
        Promise.all(incidentIds.map((id) => api.delete(`/incidents/${id}/merge`)))
          .then(() => refresh('incidents'))
          .catch(tell);
      toast(words.done.merged(incidentIds.length), { undo });
      close();
    });
  const isReady = incidentIds.length > 0;
  return (
    <DialogForm title={words.mergeMany} action={words.merge} isBusy={isBusy} isReady={isReady} close={close} submit={submit}>
      <p className="muted">{words.mergeManyLead}</p>
      <IncidentListPicker except={incident.id} ids={incidentIds} onChange={setIds} />
    </DialogForm>
  );
}
