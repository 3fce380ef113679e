import { ActionIcon, Button, Modal, Textarea, TextInput } from '@mantine/core';
import { IconArrowLeft, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Incident } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { DueChip, PriorityMark, StatusChip } from '../ui/marks.tsx';
import { commonWords } from '../ui/words.ts';
import { useIncidentAct } from './conflict.tsx';
import { deskWords } from './desk-words.ts';
import { editIncident } from './verbs.ts';

export function IncidentHead({ incident }: { incident: Incident }) {
  const words = useWords(deskWords);
  const format = useFormats();
  const [edited, setEdited] = useState<Incident | null>(null);
  return (
    <header className="incident-head">
      <Link href={links.queue()} className="back">
        <IconArrowLeft size={15} aria-hidden />
        {words.queue}
      </Link>
      <div className="row nowrap" style={{ alignItems: 'flex-start' }}>
        <h1 className="grow">
          <bdi>{incident.title}</bdi>
        </h1>
        {incident.canEdit && (
          <ActionIcon aria-label={words.editWords} onClick={() => setEdited(incident)}>
            <IconPencil size={18} />
          </ActionIcon>
        )}
      </div>
      <div className="row marks">
        <span className="mono muted">{incident.number}</span>
        <PriorityMark priority={incident.priority} />
        <StatusChip status={incident.status} />
        <DueChip incident={incident} />
        {incident.status === 'pending' && incident.pendingReason && (
          <span className="small">
            {words.pendingReason}: <bdi>{incident.pendingReason}</bdi>
          </span>
        )}
        <span className="muted small">
          {words.opened} {format.moment(incident.openedAt)}
        </span>
      </div>
      {edited && <EditWords base={edited} close={() => setEdited(null)} />}
    </header>
  );
}

function EditWords({ base, close }: { base: Incident; close: () => void }) {
  const words = useWords(deskWords);
  const common = useWords(commonWords);
  const { run, isBusy } = useIncidentAct();
  const [title, setTitle] = useState(base.title);
  const [description, setDescription] = useState(base.description);
  const save = () =>
    run(base, {
      work: (target) => editIncident(target, { title, description }),
      done: words.done.changed,
      undo: (after) => editIncident(after, { title: base.title, description: base.description }),
      onDone: close,
    });
  return (
    <Modal opened onClose={close} title={words.editWords} size="lg">
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextInput
          label={words.title}
          maxLength={200}
          required
          withAsterisk={false}
          value={title}
          onChange={(e) => setTitle(e.currentTarget.value)}
        />
        <Textarea
          label={words.description}
          autosize
          minRows={4}
          maxRows={16}
          value={description}
          onChange={(e) => setDescription(e.currentTarget.value)}
        />
        <div className="form-actions">
          <Button variant="default" onClick={close}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={isBusy}>
            {common.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
