import { ActionIcon, Button, Modal, Textarea, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { isStatus } from '../api/problem.ts';
import type { Incident } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { RichText } from '../ui/rich-text.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { commonWords } from '../ui/words.ts';
import { deskWords } from './desk-words.ts';
import { editIncident } from './verbs.ts';
import { workWords } from './work-words.ts';

type Field = 'title' | 'description';

interface Clash {
  mine: string;
  theirs: Incident;
}

/**
 * Changes one field in place. Somebody else's change of another field is no conflict and costs nothing; of the same words
 * both versions are shown, and one chooses.
 */
function useInlineEdit(incident: Incident, field: Field) {
  const words = useWords(deskWords);
  const tell = useTellProblem();
  const [text, setText] = useState<string | null>(null);
  const [base, setBase] = useState(incident);
  const [clash, setClash] = useState<Clash | null>(null);
  const [isBusy, setBusy] = useState(false);
  const write = async (target: Incident, value: string): Promise<void> => {
    setBusy(true);
    try {
      await editIncident(target, { [field]: value });
      const undo = () => api.get<Incident>(`/incidents/${target.id}`).then((now) => editIncident(now, { [field]: base[field] }), tell);
      toast(words.done.changed, { undo });
      setText(null);
      setClash(null);
    } catch (error) {
      if (!isStatus(error, 412)) return tell(error);
      const newest = await api.get<Incident>(`/incidents/${target.id}`);
      if (newest[field] === base[field]) return await write(newest, value);
      setClash({ mine: value, theirs: newest });
    } finally {
      setBusy(false);
    }
  };
  return {
    text,
    setText,
    clash,
    isBusy,
    begin: () => {
      setBase(incident);
      setText(incident[field]);
    },
    cancel: () => {
      setText(null);
      setClash(null);
    },
    save: () => (text === null || text.trim() === base[field] ? setText(null) : void write(base, text.trim())),
    insist: () => clash && void write(clash.theirs, clash.mine),
  };
}

export function EditableTitle({ incident, beginRef }: { incident: Incident; beginRef: { current: (() => void) | null } }) {
  const work = useWords(workWords);
  const words = useWords(deskWords);
  const edit = useInlineEdit(incident, 'title');
  beginRef.current = incident.canEdit ? edit.begin : null;
  return (
    <>
      {edit.text === null ? (
        <h1 className="grow">
          {incident.canEdit ? (
            <button type="button" className="inline-edit" title={work.editTitle} onClick={edit.begin}>
              <bdi>{incident.title}</bdi>
            </button>
          ) : (
            <bdi>{incident.title}</bdi>
          )}
        </h1>
      ) : (
        <TextInput
          className="grow title-input"
          aria-label={words.title}
          autoFocus
          maxLength={200}
          disabled={edit.isBusy}
          value={edit.text}
          onChange={(event) => edit.setText(event.currentTarget.value)}
          onBlur={() => !edit.clash && edit.save()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') edit.save();
            if (event.key === 'Escape') edit.cancel();
          }}
        />
      )}
      {edit.clash && <ClashDialog field="title" clash={edit.clash} insist={edit.insist} leave={edit.cancel} />}
    </>
  );
}

export function EditableDescription({ incident, beginRef }: { incident: Incident; beginRef: { current: (() => void) | null } }) {
  const work = useWords(workWords);
  const words = useWords(deskWords);
  const common = useWords(commonWords);
  const edit = useInlineEdit(incident, 'description');
  beginRef.current = incident.canEdit ? edit.begin : null;
  if (edit.text === null && !incident.description) {
    return incident.canEdit ? (
      <div>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={edit.begin}>
          {work.addDescription}
        </Button>
      </div>
    ) : null;
  }
  return (
    <div className="card incident-description">
      {edit.text === null ? (
        <>
          <RichText text={incident.description} />
          {incident.canEdit && (
            <ActionIcon className="edit-description" size="sm" aria-label={work.editDescription} onClick={edit.begin}>
              <IconPencil size={16} />
            </ActionIcon>
          )}
        </>
      ) : (
        <form
          className="stack tight"
          onSubmit={(event) => {
            event.preventDefault();
            edit.save();
          }}
        >
          <Textarea
            aria-label={words.description}
            autoFocus
            autosize
            minRows={3}
            maxRows={24}
            value={edit.text}
            onChange={(event) => edit.setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') edit.cancel();
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) edit.save();
            }}
          />
          <div className="row tight">
            <Button type="submit" size="xs" loading={edit.isBusy}>
              {common.save}
            </Button>
            <Button size="xs" variant="default" onClick={edit.cancel}>
              {common.cancel}
            </Button>
          </div>
        </form>
      )}
      {edit.clash && <ClashDialog field="description" clash={edit.clash} insist={edit.insist} leave={edit.cancel} />}
    </div>
  );
}

/** Both versions of the same words, to choose from. */
function ClashDialog({ field, clash, insist, leave }: { field: Field; clash: Clash; insist: () => void; leave: () => void }) {
  const words = useWords(workWords);
  const common = useWords(commonWords);
  return (
    <Modal opened onClose={leave} title={words.fieldConflictTitle} size="lg" closeButtonProps={{ 'aria-label': common.close }}>
      <div className="stack">
        <div className="grid-2">
          <figure className="card padded">
            <figcaption className="small muted">{words.fieldTheirs}</figcaption>
            <div className="typed">{clash.theirs[field]}</div>
          </figure>
          <figure className="card padded">
            <figcaption className="small muted">{words.fieldMine}</figcaption>
            <div className="typed">{clash.mine}</div>
          </figure>
        </div>
        <div className="form-actions">
          <Button variant="default" onClick={insist}>
            {words.keepMine}
          </Button>
          <Button data-autofocus onClick={leave}>
            {words.takeTheirs}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
