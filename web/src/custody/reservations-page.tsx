import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Card, Empty, Listed, PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { Reservation } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';
import { deskWords } from './desk-words.ts';
import { LendableList } from './lendable-list.tsx';
import { ReserveDialog } from './reserve-dialog.tsx';
import { StateFilter, useStateFilter } from './state-filter.tsx';

/** Who has which device booked, and what everybody can reserve. */
export function ReservationsPage() {
  const words = useWords(deskWords);
  const shared = useWords(custodyWords);
  const [state, setState] = useStateFilter('booked');
  const [isReserving, setIsReserving] = useState(false);
  const reservations = useList<Reservation>('/reservations', { state });
  return (
    <>
      <PageHead
        title={words.reservations}
        lead={words.reservationsLead}
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsReserving(true)}>
            {words.newReservation}
          </Button>
        }
      />
      <StateFilter
        label={words.state}
        value={state}
        options={[
          ['', words.all],
          ...(['booked', 'collected', 'ended', 'missed', 'cancelled'] as const).map((key): [string, string] => [
            key,
            shared.reservationState[key],
          ]),
        ]}
        onChange={setState}
      />
      <div className="two">
        <section className="card">
          <Listed query={reservations} empty={<Empty title={words.noReservations} />}>
            {(items) => (
              <ul className="lines wrapping">
                {items.map((reservation) => (
                  <ReservationLine key={reservation.id} reservation={reservation} />
                ))}
              </ul>
            )}
          </Listed>
        </section>
        <Card title={words.lend}>
          <LendableList />
        </Card>
      </div>
      {isReserving && <ReserveDialog device={null} onClose={() => setIsReserving(false)} />}
    </>
  );
}

/** A reservation with what the desk does about it. */
export function ReservationLine({ reservation }: { reservation: Reservation }) {
  const words = useWords(deskWords);
  const shared = useWords(custodyWords);
  const format = useFormats();
  const [isBusy, act] = useAct();
  const { asset, person, state } = reservation;
  const cancel = () =>
    act(async () => {
      await api.put(`/reservations/${reservation.id}/cancellation`);
      await refresh('reservations', 'lendable-assets');
      toast(shared.cancelled);
    });
  return (
    <li>
      <div className="grow">
        <Link href={links.asset(asset.id)}>
          <bdi>{asset.name}</bdi>
        </Link>{' '}
        <span className="mono muted small">{asset.tag}</span> <Chip>{shared.reservationState[state]}</Chip>
        <div className="muted small">
          {format.span(reservation.fromAt, reservation.untilAt)}
          {person && ` · ${person.name}`}
          {reservation.note && ` · ${reservation.note}`}
        </div>
      </div>
      {state === 'booked' && person && (
        <>
          <Button component={Link} size="compact-sm" href={links.newHandOver({ personId: person.id, assetId: asset.id })}>
            {words.handOut}
          </Button>
          <Button size="compact-sm" variant="default" loading={isBusy} onClick={() => void cancel()}>
            {shared.cancelReservation}
          </Button>
        </>
      )}
    </li>
  );
}
