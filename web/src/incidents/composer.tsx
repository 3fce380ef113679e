import { Button, Textarea } from '@mantine/core';
import { IconLock, IconMessage } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type RefObject, useEffect, useState } from 'react';
import { api, upload } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { Attachment, Comment } from '../api/types.ts';
import { dictionary, useWords } from '../i18n/dictionary.ts';
import { useDraft } from '../ui/draft.ts';
import { FileButtons, FileDrop, FileList } from '../ui/files.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';

const composerWords = dictionary(
  {
    label: 'Write an answer',
    toTechnicians: 'Write an internal note',
    toRequester: (name: string) => `Answer ${name}`,
    publicPlaceholder: (name: string) => `Your answer to ${name} …`,
    nobodyPlaceholder: 'Write an answer …',
    portalPlaceholder: 'Add something, or answer the technician …',
    internalPlaceholder: 'Only technicians read this …',
    public: 'Public answer',
    internal: 'Internal note',
    who: 'Who reads it',
    send: 'Send',
    note: 'Add the note',
    sent: 'Sent',
    kept: 'Not sent yet; it is kept on this device.',
  },
  {
    label: 'Écrire une réponse',
    toTechnicians: 'Écrire une note interne',
    toRequester: (name) => `Répondre à ${name}`,
    publicPlaceholder: (name) => `Votre réponse à ${name} …`,
    nobodyPlaceholder: 'Écrire une réponse …',
    portalPlaceholder: 'Ajoutez une précision, ou répondez au technicien …',
    internalPlaceholder: 'Seuls les techniciens lisent ceci …',
    public: 'Réponse publique',
    internal: 'Note interne',
    who: 'Qui la lit',
    send: 'Envoyer',
    note: 'Ajouter la note',
    sent: 'Envoyé',
    kept: 'Pas encore envoyé ; c’est conservé sur cet appareil.',
  },
);

interface Props {
  incidentId: string;
  requesterName: string;
  canBeInternal: boolean;
  canBePublic?: boolean;
  inputRef?: RefObject<HTMLTextAreaElement | null>;
}

const blank = { body: '', visibility: 'public' as 'public' | 'internal', key: '' };

/** Where one writes. What is typed stays on this device until it has been sent. */
export function Composer({ incidentId, requesterName, canBeInternal, canBePublic = true, inputRef }: Props) {
  const words = useWords(composerWords);
  const tell = useTellProblem();
  const [draft, setDraft, clear] = useDraft(`comment:${incidentId}`, blank);
  const [files, setFiles] = useState<File[]>([]);
  const [progress, setProgress] = useState<number | null>(null);
  const isInternal = canBeInternal && (draft.visibility === 'internal' || !canBePublic);
  useEffect(() => {
    const choose = (event: Event) => setDraft((now) => ({ ...now, visibility: (event as CustomEvent<'public' | 'internal'>).detail }));
    window.addEventListener('coulisse:compose', choose);
    return () => window.removeEventListener('coulisse:compose', choose);
  }, [setDraft]);
  const send = useMutation({
    mutationFn: async () => {
      const visibility = isInternal ? 'internal' : 'public';
      const attachmentIds: string[] = [];
      for (const file of files) {
        const kept = await upload<{ items: Attachment[] }>(`/incidents/${incidentId}/attachments`, file, { visibility }, setProgress);
        attachmentIds.push(...kept.items.map(({ id }) => id));
      }
      return api.post<Comment>(`/incidents/${incidentId}/comments`, { body: draft.body, visibility, attachmentIds });
    },
    onSuccess: () => {
      clear();
      setFiles([]);
      toast(words.sent);
      void refresh('incidents');
    },
    onError: tell,
    onSettled: () => setProgress(null),
  });
  const hasName = canBeInternal && requesterName !== '';
  const canSend = draft.body.trim() !== '' && !send.isPending;
  return (
    <FileDrop onFiles={(more) => setFiles((now) => [...now, ...more])}>
      <form
        className={`composer ${isInternal ? 'internal' : ''}`}
        onSubmit={(event) => {
          event.preventDefault();
          if (canSend) send.mutate();
        }}
      >
        {canBeInternal && canBePublic && (
          <Mode value={draft.visibility} onChange={(visibility) => setDraft((now) => ({ ...now, visibility }))} />
        )}
        <Textarea
          ref={inputRef}
          aria-label={isInternal ? words.toTechnicians : hasName ? words.toRequester(requesterName) : words.label}
          placeholder={
            isInternal
              ? words.internalPlaceholder
              : hasName
                ? words.publicPlaceholder(requesterName)
                : canBeInternal
                  ? words.nobodyPlaceholder
                  : words.portalPlaceholder
          }
          variant="unstyled"
          autosize
          minRows={2}
          maxRows={14}
          value={draft.body}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setDraft((now) => ({ ...now, body: value }));
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && canSend) send.mutate();
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <FileList files={files} progress={progress} onRemove={(file) => setFiles((now) => now.filter((each) => each !== file))} />
        <div className="row between">
          <FileButtons onFiles={(more) => setFiles((now) => [...now, ...more])} />
          <div className="row">
            {send.isError && <span className="small muted">{words.kept}</span>}
            <Button type="submit" loading={send.isPending} disabled={!canSend} className={isInternal ? 'toned note' : undefined}>
              {isInternal ? words.note : words.send}
            </Button>
          </div>
        </div>
      </form>
    </FileDrop>
  );
}

function Mode({ value, onChange }: { value: 'public' | 'internal'; onChange: (value: 'public' | 'internal') => void }) {
  const words = useWords(composerWords);
  return (
    <div className="mode" role="radiogroup" aria-label={words.who}>
      {(['public', 'internal'] as const).map((each) => (
        <label key={each}>
          <input type="radio" name="visibility" className="hidden-visually" checked={value === each} onChange={() => onChange(each)} />
          {each === 'public' ? <IconMessage size={15} aria-hidden /> : <IconLock size={15} aria-hidden />}
          {words[each]}
        </label>
      ))}
    </div>
  );
}
