import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet, useList } from '../api/queries.ts';
import type { Incident, TimelineItem } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Composer } from '../incidents/composer.tsx';
import { Timeline } from '../incidents/timeline.tsx';
import { useNow } from '../live/now.ts';
import { PersonName, PriorityMark } from '../ui/marks.tsx';
import { Banner, Facts, Listed, Loaded, PageHead } from '../ui/states.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { commonWords } from '../ui/words.ts';
import { FormAnswers } from './form-answers.tsx';
import { promiseOf } from './promise.ts';
import { SatisfactionCard } from './satisfaction-card.tsx';
import { Steps } from './steps.tsx';
import { portalWords } from './words.ts';
import './portal.css';

export function MyIncidentPage() {
  const { id = '' } = useParams();
  const incident = useGet<Incident>(`/incidents/${id}`);
  return (
    <div className="page narrow">
      <Loaded query={incident}>{(data) => <MyIncident incident={data} />}</Loaded>
    </div>
  );
}

function MyIncident({ incident }: { incident: Incident }) {
  const words = useWords(portalWords);
  const format = useFormats();
  useNow();
  const timeline = useList<TimelineItem>(`/incidents/${incident.id}/timeline`, { limit: 200 });
  const promise = promiseOf(incident, words, format);
  const who = incident.assignee ? <PersonName person={incident.assignee} /> : (incident.supportGroup?.name ?? words.nobodyYet);
  const promisedAt = incident.dueAt ?? incident.resolutionDueAt ?? incident.responseDueAt;
  return (
    <div className="stack">
      <PageHead
        back={{ href: '/', label: words.mineTitle }}
        title={incident.title}
        lead={
          <span className="row tight">
            <span className="mono">{incident.number}</span>
            <PriorityMark priority={incident.priority} />
            <span>{words.reportedAt(format.moment(incident.openedAt))}</span>
          </span>
        }
      />
      <div className="card padded stack">
        <Steps incident={incident} />
        {incident.overdue && promisedAt && incident.status !== 'resolved' ? (
          <Banner tone="danger">{words.promise.late(format.moment(promisedAt))}</Banner>
        ) : incident.status === 'resolved' ? null : (
          <p className={`chip ${promise.tone ? `tone-${promise.tone}` : ''}`} style={{ alignSelf: 'flex-start' }}>
            {promise.text}
          </p>
        )}
        <Facts
          of={[
            [words.who, who],
            [words.service, incident.service?.name],
            [words.device, incident.asset && `${incident.asset.name ?? ''} · ${incident.asset.tag}`],
          ]}
        />
        {incident.description && <div className="typed">{incident.description}</div>}
        <FormAnswers incidentId={incident.id} />
      </div>
      {incident.status === 'resolved' && <Solved incident={incident} />}
      {incident.status === 'closed' && <SatisfactionCard incidentId={incident.id} />}
      <h2>{words.conversation}</h2>
      <Listed query={timeline} empty={null}>
        {(items) => <Timeline items={items} incidentId={incident.id} />}
      </Listed>
      {incident.canComment && <Composer incidentId={incident.id} requesterName={incident.requester?.name ?? ''} canBeInternal={false} />}
      {incident.canCancel && <Cancel incident={incident} />}
    </div>
  );
}

/** Does it work? The employee has the last word. */
function Solved({ incident }: { incident: Incident }) {
  const words = useWords(portalWords);
  const common = useWords(commonWords);
  const tell = useTellProblem();
  const [isAsking, setIsAsking] = useState(false);
  const [reason, setReason] = useState('');
  const done = (text: string) => async () => {
    setIsAsking(false);
    toast(text);
    await refresh('incidents');
  };
  const confirm = useMutation({
    mutationFn: () => api.put(`/incidents/${incident.id}/closure`),
    onSuccess: done(words.confirmed),
    onError: tell,
  });
  const reopen = useMutation({
    mutationFn: () => api.delete(`/incidents/${incident.id}/resolution`, { body: { reason } }),
    onSuccess: done(words.reopened),
    onError: tell,
  });
  return (
    <section className="card padded solved stack tight" aria-labelledby="solved">
      <h2 id="solved">{words.promise.solved}</h2>
      {incident.resolution?.note && <p className="typed">{incident.resolution.note}</p>}
      <div className="row">
        {incident.canClose && (
          <Button color="#217a3b" loading={confirm.isPending} onClick={() => confirm.mutate()}>
            {words.yesWorks}
          </Button>
        )}
        {incident.canReopen && (
          <Button variant="default" onClick={() => setIsAsking(true)}>
            {words.stillBroken}
          </Button>
        )}
      </div>
      <Modal
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        title={words.stillBrokenTitle}
        closeButtonProps={{ 'aria-label': common.close }}
      >
        <Textarea
          aria-label={words.stillBrokenTitle}
          data-autofocus
          autosize
          minRows={3}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className="form-actions">
          <Button loading={reopen.isPending} onClick={() => reopen.mutate()}>
            {words.reopen}
          </Button>
        </div>
      </Modal>
    </section>
  );
}

function Cancel({ incident }: { incident: Incident }) {
  const words = useWords(portalWords);
  const common = useWords(commonWords);
  const tell = useTellProblem();
  const [isAsking, setIsAsking] = useState(false);
  const cancel = useMutation({
    mutationFn: () => api.put(`/incidents/${incident.id}/cancellation`),
    onSuccess: async () => {
      setIsAsking(false);
      toast(words.cancelled);
      await refresh('incidents');
    },
    onError: tell,
  });
  return (
    <div>
      <Button variant="subtle" color="gray" onClick={() => setIsAsking(true)}>
        {words.noLonger}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        title={words.cancelTitle}
        closeButtonProps={{ 'aria-label': common.close }}
      >
        <p className="muted">{words.cancelText}</p>
        <div className="form-actions">
          <Button variant="default" onClick={() => setIsAsking(false)}>
            {words.keep}
          </Button>
          <Button color="red" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {words.cancelIt}
          </Button>
        </div>
      </Modal>
    </div>
  );
}
