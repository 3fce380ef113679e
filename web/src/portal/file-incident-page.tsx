import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { fieldErrors, isStatus } from '../api/problem.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page, ServiceField } from '../api/types.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { KnownOutages } from '../major/known-outages.tsx';
import { useDraft } from '../ui/draft.ts';
import { FileButtons, FileDrop, FileList } from '../ui/files.tsx';
import { keepFiles, readFiles } from '../ui/kept-files.ts';
import { PageHead } from '../ui/states.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { Choices } from './choices.tsx';
import { blankDraft, type IncidentDraft, openedFor, sendIncident } from './file-incident.ts';
import { useDevices } from './use-devices.ts';
import { portalWords } from './words.ts';
import './portal.css';

const RequesterField = lazy(async () => ({ default: (await import('./requester-field.tsx')).RequesterField }));
const FormFields = lazy(async () => ({ default: (await import('./form-fields.tsx')).FormFields }));
const Suggestions = lazy(async () => ({ default: (await import('../answers/suggestions.tsx')).Suggestions }));
const draftName = 'incident';

/** Files that belong to the draft; they survive a reload as the words do. */
function useDraftFiles(): [File[], (next: (now: File[]) => File[]) => void] {
  const [files, setFiles] = useState<File[]>([]);
  useEffect(() => {
    void readFiles(draftName).then((kept) => setFiles((now) => (now.length > 0 ? now : kept)));
  }, []);
  const change = (next: (now: File[]) => File[]) =>
    setFiles((now) => {
      const files = next(now);
      void keepFiles(draftName, files);
      return files;
    });
  return [files, change];
}

export function FileIncidentPage() {
  const words = useWords(portalWords);
  const me = useMe();
  const tell = useTellProblem();
  const [, go] = useLocation();
  const [params] = useSearchParams();
  const [draft, setDraft, clear] = useDraft<IncidentDraft>(draftName, blankDraft);
  const [files, setFiles] = useDraftFiles();
  const [progress, setProgress] = useState<number | null>(null);
  const set = (patch: Partial<IncidentDraft>) => setDraft((now) => ({ ...now, ...patch }));
  const askedAsset = params.get('asset');
  const askedTag = params.get('about')?.slice(0, 60) ?? null;
  const mention = askedTag && words.aboutDevice(askedTag);
  useEffect(() => {
    // A key belongs to one content: the same words sent again are the same incident.
    setDraft((now) => ({
      ...openedFor(now, askedAsset, askedTag && mention ? { tag: askedTag, words: mention } : null),
      key: now.key || crypto.randomUUID(),
    }));
  }, [askedAsset, askedTag, mention, setDraft]);

  const services = useGet<Page<{ id: string; name: string; isActive?: boolean; form: ServiceField[] | null }>>('/services');
  const devices = useDevices(draft.requesterId ?? me.id, draft.assetId);
  const fields = services.data?.items.find(({ id }) => id === draft.serviceId)?.form ?? [];
  const send = useMutation({
    mutationFn: () => sendIncident(draft, fields, files, setProgress),
    onSuccess: async ({ incident, failed }) => {
      clear();
      setFiles(() => []);
      toast(words.sent(incident.number));
      for (const file of failed) toast(words.fileFailed(file.name), { isBad: true });
      await refresh('incidents');
      go(links.incident(incident.number));
    },
    onError: (error) => {
      // The key answered for other words (edited after a lost answer): the next try is a new request.
      if (isStatus(error, 409)) set({ key: crypto.randomUUID() });
      if (!isStatus(error, 422) && !isStatus(error, 0)) tell(error);
    },
    onSettled: () => setProgress(null),
  });
  const isWaiting = isStatus(send.error, 0);
  const { mutate } = send;
  useEffect(() => {
    if (!isWaiting) return undefined;
    const again = () => mutate();
    const timer = setInterval(again, 15_000);
    window.addEventListener('online', again);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', again);
    };
  }, [isWaiting, mutate]);
  const discard = () => {
    clear();
    setFiles(() => []);
  };
  const solved = () => {
    discard();
    toast(words.solvedAtOnce);
    go(links.home());
  };
  const errors = fieldErrors(send.error);
  const isTouched = draft.title !== '' || draft.description !== '' || files.length > 0;
  const edit = (patch: Partial<IncidentDraft>) => {
    // Edited words are another request than the one that may have arrived.
    set(send.isError ? { ...patch, key: crypto.randomUUID() } : patch);
  };
  return (
    <div className="page narrow">
      <PageHead title={words.fileTitle} lead={words.fileLead} />
      <KnownOutages serviceId={draft.serviceId} />
      <FileDrop onFiles={(more) => setFiles((now) => [...now, ...more])}>
        <form
          className="card file-form"
          onSubmit={(event) => {
            event.preventDefault();
            mutate();
          }}
        >
          {hasRole(me, 'technician') && (
            <Suspense fallback={null}>
              <RequesterField
                value={draft.requesterId}
                name={draft.requesterName}
                onChange={(requesterId, requesterName) => edit({ requesterId, requesterName, assetId: null })}
                reportedAt={draft.reportedAt ?? ''}
                fault={errors['openedAt']}
                onReportedAt={(reportedAt) => edit({ reportedAt })}
              />
            </Suspense>
          )}
          <TextInput
            label={words.title}
            placeholder={words.titlePlaceholder}
            size="md"
            required
            withAsterisk={false}
            maxLength={200}
            value={draft.title}
            error={errors['title']}
            onChange={(event) => edit({ title: event.currentTarget.value })}
          />
          <Suspense fallback={null}>
            <Suggestions text={draft.title} serviceId={draft.serviceId} onSolved={solved} />
          </Suspense>
          <Textarea
            label={words.description}
            placeholder={words.descriptionPlaceholder}
            size="md"
            autosize
            minRows={3}
            maxRows={12}
            value={draft.description}
            error={errors['description']}
            onChange={(event) => edit({ description: event.currentTarget.value })}
          />
          <div>
            <div className="field-label">{words.photos}</div>
            <div className="stack tight">
              <FileButtons onFiles={(more) => setFiles((now) => [...now, ...more])} hasHint />
              <FileList files={files} progress={progress} onRemove={(file) => setFiles((now) => now.filter((each) => each !== file))} />
            </div>
          </div>
          <Choices
            name="impact"
            legend={words.impact}
            words={words.impacts}
            hints={words.impactHints}
            value={draft.impact}
            onChange={(impact) => edit({ impact })}
          />
          <Choices
            name="urgency"
            legend={words.urgency}
            words={words.urgencies}
            hints={words.urgencyHints}
            value={draft.urgency}
            onChange={(urgency) => edit({ urgency })}
          />
          <div className="grid-2">
            <NativeSelect
              label={words.service}
              size="md"
              data={[
                { value: '', label: words.servicePlaceholder },
                ...(services.data?.items ?? [])
                  .filter((each) => each.isActive !== false)
                  .map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={draft.serviceId ?? ''}
              error={errors['serviceId']}
              onChange={(event) => edit({ serviceId: event.currentTarget.value || null })}
            />
            <NativeSelect
              label={words.device}
              size="md"
              data={[
                { value: '', label: words.devicePlaceholder },
                ...devices.map(({ id, name, tag }) => ({ value: id, label: `${name} · ${tag}` })),
              ]}
              value={draft.assetId ?? ''}
              error={errors['assetId']}
              onChange={(event) => edit({ assetId: event.currentTarget.value || null })}
            />
          </div>
          {fields.length > 0 && (
            <Suspense fallback={null}>
              <FormFields fields={fields} values={draft.form ?? {}} errors={errors} onChange={(form) => edit({ form })} />
            </Suspense>
          )}
          <div className="send-bar">
            <span className={isWaiting ? 'small warned-text' : 'muted small'} role="status">
              {isWaiting ? words.waiting : words.kept}
              {isTouched && (
                <>
                  {' · '}
                  <button type="button" className="link" onClick={discard}>
                    {words.discard}
                  </button>
                </>
              )}
            </span>
            <Button type="submit" size="md" loading={send.isPending} disabled={draft.title.trim() === ''}>
              {words.send}
            </Button>
          </div>
        </form>
      </FileDrop>
    </div>
  );
}
