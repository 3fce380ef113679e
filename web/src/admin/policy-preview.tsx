import { Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { useGet } from '../api/queries.ts';
import type { Page, SupportGroup } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { DurationSelect } from '../ui/duration-select.tsx';
import { Failure } from '../ui/states.tsx';
import { priorities } from './escalation-form.ts';
import { policyWords } from './policy-words.ts';
import { PreviewTimeline } from './preview-timeline.tsx';
import type { PolicyPreviewAnswer } from './service-level-types.ts';

const nowLocal = () => new Date().toLocaleString('sv').slice(0, 16).replace(' ', 'T');

interface Props {
  subject: object;
  acknowledgementExpires: boolean;
  /** False where it stands alone below a title of its own. */
  isTitled?: boolean;
}

/** What a policy, or a draft of one, would do with an incident that nobody takes. */
export function PolicyPreview({ subject, acknowledgementExpires, isTitled = true }: Props) {
  const words = useWords(policyWords);
  const format = useFormats();
  const [at, setAt] = useState(nowLocal);
  const [priority, setPriority] = useState('P2');
  const [supportGroupId, setGroup] = useState('');
  const [acknowledgedAfter, setAcknowledged] = useState('');
  const groups = useGet<Page<SupportGroup>>('/support-groups');
  const [asked] = useDebouncedValue({ subject, at, priority, supportGroupId, acknowledgedAfter }, 400);
  const preview = useQuery({
    queryKey: ['escalation-policies', 'preview', asked],
    queryFn: () =>
      api.post<PolicyPreviewAnswer>('/escalation-policies/preview', {
        ...asked.subject,
        at: new Date(asked.at).toISOString(),
        priority: asked.priority,
        supportGroupId: asked.supportGroupId || null,
        acknowledgedAfter: asked.acknowledgedAfter || null,
      }),
    enabled: asked.at !== '',
    retry: false,
    placeholderData: (previous) => previous,
  });
  return (
    <section className="policy-preview" aria-label={words.preview}>
      {isTitled && <h3>{words.preview}</h3>}
      <p className="muted small">{words.previewText}</p>
      <div className="grid-2">
        <TextInput type="datetime-local" label={words.openedAt} value={at} onChange={(event) => setAt(event.currentTarget.value)} />
        <Select
          label={words.priority}
          allowDeselect={false}
          data={[...priorities]}
          value={priority}
          onChange={(value) => setPriority(value ?? 'P2')}
        />
        <Select
          label={words.group}
          allowDeselect={false}
          data={[
            { value: '', label: words.defaultGroup },
            ...(groups.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={supportGroupId}
          onChange={(value) => setGroup(value ?? '')}
        />
        <DurationSelect
          label={words.acknowledged}
          choices={['PT10M', 'PT20M', 'PT1H']}
          none={words.not}
          say={(ms) => words.afterOpening(format.duration(ms))}
          disabled={!acknowledgementExpires && acknowledgedAfter === ''}
          value={acknowledgedAfter}
          onChange={setAcknowledged}
        />
      </div>
      <div role="status" aria-busy={preview.isFetching}>
        {preview.data && !preview.error && <PreviewTimeline preview={preview.data} />}
        {preview.error && <Failure error={preview.error} />}
      </div>
    </section>
  );
}
