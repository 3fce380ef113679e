import { Button, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useGet, useList } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Card } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { HandOver, Reservation } from './custody-types.ts';
import { deskWords } from './desk-words.ts';
import { HandOverLines } from './my-custody.tsx';
import { ReservationLine } from './reservations-page.tsx';
import './custody.css';

/** The papers and reservations of one device, whether it is lent out, and when its holder last said that they have it. */
export function AssetCustodyCard({ asset }: { asset: Asset }) {
  const words = useWords(deskWords);
  const common = useWords(commonWords);
  const format = useFormats();
  const [since] = useState(() => new Date().toISOString());
  const papers = useList<HandOver>('/hand-overs', { assetId: asset.id, limit: 20 });
  const booked = useList<Reservation>('/reservations', { assetId: asset.id, from: since, limit: 20 });
  const confirmation = useGet<{ lastConfirmed: { at: string; person: { name: string } } | null }>(`/assets/${asset.id}/confirmation`);
  const last = confirmation.data?.lastConfirmed;
  const reservations = booked.items.filter(({ state }) => state === 'booked' || state === 'collected');
  return (
    <Card title={words.custodyCard}>
      <div className="stack">
        {asset.custodian && <ExpectedReturn asset={asset} />}
        <LendSwitch asset={asset} />
        {last && <p>{words.lastConfirmed(last.person.name, format.ago(last.at))}</p>}
        {reservations.length > 0 && (
          <ul className="lines wrapping">
            {reservations.map((reservation) => (
              <ReservationLine key={reservation.id} reservation={reservation} />
            ))}
          </ul>
        )}
        {papers.data && papers.items.length === 0 && reservations.length === 0 && <p className="muted">{common.none}</p>}
        <HandOverLines items={papers.items} />
      </div>
    </Card>
  );
}

function LendSwitch({ asset }: { asset: Asset }) {
  const words = useWords(deskWords);
  const path = `/assets/${asset.id}/lending`;
  const state = useGet<{ isLendable: boolean }>(path);
  const [isBusy, act] = useAct();
  const set = (isLent: boolean) =>
    act(async () => {
      await (isLent ? api.put(path) : api.delete(path));
      await refresh(path, 'lendable-assets');
    });
  return (
    <Switch
      label={words.lend}
      description={words.lendText}
      checked={state.data?.isLendable ?? false}
      disabled={isBusy || !state.data}
      onChange={(event) => void set(event.currentTarget.checked)}
    />
  );
}

function ExpectedReturn({ asset }: { asset: Asset }) {
  const words = useWords(deskWords);
  const common = useWords(commonWords);
  const form = useFields({ dueAt: asset.dueAt ? new Date(asset.dueAt).toLocaleDateString('sv') : '' });
  const send = async (day: string) => {
    const dueAt = day ? new Date(`${day}T18:00`).toISOString() : null;
    const isDone = await form.submit(() => api.put(`/assets/${asset.id}/expected-return`, { dueAt }, { ifMatch: asset.version }));
    await refresh('assets', 'reservations');
    if (isDone) toast(common.saved);
  };
  return (
    <form
      className="row"
      style={{ alignItems: 'flex-end' }}
      onSubmit={(event) => {
        event.preventDefault();
        void send(form.values.dueAt);
      }}
    >
      <TextInput type="date" label={words.expectedBack} {...form.text('dueAt')} />
      <Button type="submit" variant="default" loading={form.isBusy} disabled={!form.values.dueAt}>
        {words.changeReturn}
      </Button>
      {asset.dueAt && (
        <Button variant="subtle" color="gray" disabled={form.isBusy} onClick={() => void send('')}>
          {words.noEnd}
        </Button>
      )}
    </form>
  );
}
