import { Select } from '@mantine/core';
import { useState } from 'react';
import { useGet } from '../api/queries.ts';
import type { Incident, Page, SupportGroup } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { TechnicianPicker } from '../ui/search-select.tsx';
import { useIncidentAct } from './conflict.tsx';
import { deskWords } from './desk-words.ts';
import { assignIncident, assignmentOf } from './verbs.ts';

export function AssignDialog({ base, close }: { base: Incident; close: () => void }) {
  const words = useWords(deskWords);
  const { run, isBusy } = useIncidentAct();
  const groups = useGet<Page<SupportGroup>>('/support-groups');
  const [group, setGroup] = useState(base.supportGroup?.id ?? null);
  const [technician, setTechnician] = useState<{ id: string; name: string } | null>(base.assignee);
  const submit = () =>
    run(base, {
      work: (target) => assignIncident(target, { technicianId: technician?.id ?? null, supportGroupId: group ?? undefined }),
      done: technician ? words.done.assigned(technician.name) : words.done.unassigned,
      undo: (after) => assignIncident(after, assignmentOf(base)),
      onDone: close,
    });
  return (
    <DialogForm title={words.assignTitle} action={words.assign} isBusy={isBusy} close={close} submit={submit}>
      <TechnicianPicker
        label={words.assignee}
        placeholder={words.unassign}
        data-autofocus
        value={technician?.id ?? null}
        known={base.assignee && { value: base.assignee.id, label: base.assignee.name }}
        onChange={(id, name) => setTechnician(id ? { id, name: name ?? '' } : null)}
      />
      <Select
        label={words.group}
        allowDeselect={false}
        data={(groups.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={group}
        onChange={setGroup}
      />
    </DialogForm>
  );
}
