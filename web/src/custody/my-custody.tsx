import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { api, apiUrl } from '../api/client.ts';
import { refresh, useGet, useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useMe } from '../auth/me.tsx';
import { dictionary, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Card } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { AssetRequest, HandOver, MyCampaign, Reservation } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';
import { RequestState } from './decide-form.tsx';
import { LendableList } from './lendable-list.tsx';
import { HandOverState } from './paper.tsx';
import { RequestDialog } from './request-dialog.tsx';
import { StillHaveForm } from './still-have-form.tsx';
import './custody.css';

const myWords = dictionary(
  {
    toConfirm: 'Please confirm',
    confirm: 'Read and confirm',
    toDecide: 'Waits for your decision',
    decide: 'Read and decide',
    papers: 'My papers',
    reservations: 'My reservations',
    requests: 'My requests',
    lent: 'Reserve a device',
    slip: 'List of what I have (PDF)',
    until: (day: string) => `Please answer by ${day}.`,
  },
  {
    toConfirm: 'Merci de confirmer',
    confirm: 'Lire et confirmer',
    toDecide: 'Attend votre décision',
    decide: 'Lire et décider',
    papers: 'Mes documents',
    reservations: 'Mes réservations',
    requests: 'Mes demandes',
    lent: 'Réserver un appareil',
    slip: 'Liste de ce que j’ai (PDF)',
    until: (day) => `Merci de répondre avant le ${day}.`,
  },
);

/** What waits for me: campaigns, papers to confirm, requests to decide. */
export function MyTasks() {
  const words = useWords(myWords);
  const me = useMe();
  const campaigns = useGet<{ items: MyCampaign[] }>('/me/campaigns');
  const waiting = useList<HandOver>('/hand-overs', { personId: me.id, state: 'waiting' });
  const decisions = useList<AssetRequest>('/asset-requests', { approverId: me.id, state: 'waiting' });
  return (
    <>
      {(campaigns.data?.items ?? []).map((campaign) => (
        <CampaignCard key={campaign.id} campaign={campaign} />
      ))}
      {waiting.items.length > 0 && (
        <Card title={words.toConfirm}>
          <HandOverLines items={waiting.items} action={words.confirm} />
        </Card>
      )}
      {decisions.items.length > 0 && (
        <Card title={words.toDecide}>
          <RequestLines items={decisions.items} action={words.decide} />
        </Card>
      )}
    </>
  );
}

function CampaignCard({ campaign }: { campaign: MyCampaign }) {
  const words = useWords(custodyWords);
  const mine = useWords(myWords);
  const format = useFormats();
  const isAnswered = campaign.items.every(({ answer }) => answer !== 'waiting');
  const [isChanging, setIsChanging] = useState(false);
  if (isAnswered && !isChanging)
    return (
      <Card title={campaign.title}>
        <p className="row">
          <span className="grow" role="status">
            {words.answerSent}
          </span>
          <Button size="compact-sm" variant="default" onClick={() => setIsChanging(true)}>
            {words.stillHave}
          </Button>
        </p>
      </Card>
    );
  return (
    <Card title={`${words.stillHave} ${campaign.title}`}>
      {campaign.message && <p className="typed">{campaign.message}</p>}
      <p className="muted">{mine.until(format.date(campaign.answerUntil))}</p>
      <StillHaveForm
        campaign={campaign}
        onSend={async (answers) => {
          await api.put(`/campaigns/${campaign.id}/answers`, { answers });
          setIsChanging(false);
          await refresh('me/campaigns');
          toast(words.answerSent);
        }}
      />
    </Card>
  );
}

/** What I asked for and reserved, what I can reserve, and my papers. */
export function MyCustody() {
  const words = useWords(myWords);
  const me = useMe();
  const [isAsking, setIsAsking] = useState(false);
  const [since] = useState(() => new Date().toISOString());
  const shared = useWords(custodyWords);
  const requests = useList<AssetRequest>('/asset-requests', { personId: me.id, limit: 20 });
  const booked = useList<Reservation>('/reservations', { personId: me.id, from: since });
  const reservations = booked.items.filter(({ state }) => state === 'booked' || state === 'collected');
  const papers = useList<HandOver>('/hand-overs', { personId: me.id, state: 'signed', limit: 20 });
  const lendable = useGet<{ items: unknown[] }>('/lendable-assets', { limit: 1 });
  return (
    <>
      <Card
        title={words.requests}
        actions={
          <Button size="compact-sm" onClick={() => setIsAsking(true)}>
            {shared.request}
          </Button>
        }
      >
        <RequestLines items={requests.items} />
      </Card>
      {reservations.length > 0 && (
        <Card title={words.reservations}>
          <ul>
            {reservations.map((reservation) => (
              <MyReservation key={reservation.id} reservation={reservation} />
            ))}
          </ul>
        </Card>
      )}
      {(lendable.data?.items.length ?? 0) > 0 && (
        <Card title={words.lent}>
          <LendableList isQuietWhenEmpty />
        </Card>
      )}
      {papers.items.length > 0 && (
        <Card
          title={words.papers}
          actions={
            <a className="small" href={apiUrl(`/people/${me.id}/return-slip.pdf`)} target="_blank" rel="noreferrer">
              {words.slip}
            </a>
          }
        >
          <HandOverLines items={papers.items} />
        </Card>
      )}
      {isAsking && <RequestDialog onClose={() => setIsAsking(false)} />}
    </>
  );
}

function MyReservation({ reservation }: { reservation: Reservation }) {
  const words = useWords(custodyWords);
  const format = useFormats();
  const [isBusy, act] = useAct();
  const giveBack = () =>
    act(async () => {
      await api.put(`/reservations/${reservation.id}/cancellation`);
      await refresh('reservations', 'lendable-assets');
      toast(words.cancelled);
    });
  return (
    <li className="custody-line">
      <div className="grow">
        <strong>
          <bdi>{reservation.asset.name}</bdi>
        </strong>{' '}
        <Chip>{words.reservationState[reservation.state]}</Chip>
        <p className="muted small">{format.span(reservation.fromAt, reservation.untilAt)}</p>
      </div>
      {reservation.state === 'booked' && (
        <Button size="compact-sm" variant="default" loading={isBusy} onClick={() => void giveBack()}>
          {words.cancelReservation}
        </Button>
      )}
    </li>
  );
}

/** Hand-overs in a line each. */
export function HandOverLines({ items, action }: { items: HandOver[]; action?: string }) {
  const words = useWords(custodyWords);
  const format = useFormats();
  return (
    <ul>
      {items.map((handOver) => (
        <li key={handOver.id} className="custody-line">
          <div className="grow">
            <Link href={links.handOver(handOver.number)}>
              <strong>{handOver.number}</strong> · {words.direction[handOver.direction]}
            </Link>{' '}
            <HandOverState state={handOver.state} />
            <p className="muted small">
              {format.date(handOver.createdAt)} · {handOver.items.map(({ name }) => name).join(', ')}
            </p>
          </div>
          {action && (
            <Button component={Link} href={links.handOver(handOver.number)} size="compact-sm" aria-label={`${action}: ${handOver.number}`}>
              {action}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Requests in a line each. */
export function RequestLines({ items, action }: { items: AssetRequest[]; action?: string }) {
  const format = useFormats();
  return (
    <ul>
      {items.map((request) => (
        <li key={request.id} className="custody-line">
          <div className="grow">
            <Link href={links.assetRequest(request.number)}>
              <bdi>{request.what}</bdi>
            </Link>{' '}
            <RequestState state={request.state} />
            <p className="muted small">
              {request.number} · {format.date(request.createdAt)} · <bdi>{request.person.name}</bdi>
            </p>
          </div>
          {action && (
            <Button
              component={Link}
              href={links.assetRequest(request.number)}
              size="compact-sm"
              aria-label={`${action}: ${request.number}`}
            >
              {action}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
