import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useAsk } from '../ui/ask.tsx';
import { Chip } from '../ui/icons.tsx';
import { Ago } from '../ui/marks.tsx';
import { Card, Listed } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { Licence, Seat } from './licence-types.ts';
import { licenceWords } from './licence-words.ts';

const families = ['licences', 'people', 'assets'];
const nameOf = ({ person, asset }: Seat): string => person?.name ?? asset?.name ?? '';

/** Who has a seat; each can be freed, and given back at once. */
export function TakenSeats({ licence }: { licence: Licence }) {
  const words = useWords(licenceWords);
  const taken = useList<Seat>(`/licences/${licence.id}/seats`);
  const freed = useList<Seat>(`/licences/${licence.id}/seats`, { freed: 'true', limit: 20 });
  return (
    <>
      <Card title={words.taken} flush>
        <Listed query={taken} empty={<p className="muted quiet">{words.takenNone}</p>}>
          {(items) => (
            <ul className="lines">
              {items.map((seat) => (
                <SeatLine key={seat.id} seat={seat} canFree />
              ))}
            </ul>
          )}
        </Listed>
      </Card>
      {freed.items.length > 0 && (
        <Card title={words.formerly} flush>
          <Listed query={freed} empty={null}>
            {(items) => (
              <ul className="lines">
                {items.map((seat) => (
                  <SeatLine key={seat.id} seat={seat} />
                ))}
              </ul>
            )}
          </Listed>
        </Card>
      )}
    </>
  );
}

/** A seat with its holder; of the licence too where it stands among others. */
export function SeatLine({ seat, canFree, isWithLicence }: { seat: Seat; canFree?: boolean; isWithLicence?: boolean }) {
  const words = useWords(licenceWords);
  const { licence, note, assignedAt, freedAt, freedBy, freedBecause, idle } = seat;
  return (
    <li>
      <div className="grow clip">
        {isWithLicence ? (
          <Link href={links.licence(licence.id)} className="link">
            <bdi>{licence.name}</bdi>
          </Link>
        ) : (
          <HolderLink seat={seat} />
        )}
        <div className="muted small">
          {[note, freedBy && words.freedBy(freedBy), freedBecause].filter(Boolean).map((text) => `${text} · `)}
          <Ago at={freedAt ?? assignedAt} />
        </div>
      </div>
      {idle && <Chip tone="warn">{words.idleReasons[idle]}</Chip>}
      {canFree && <FreeButton seat={seat} />}
    </li>
  );
}

function HolderLink({ seat: { person, asset } }: { seat: Seat }) {
  const href = person ? links.person(person.id) : asset ? links.asset(asset.id) : '';
  return (
    <Link href={href} className="link">
      <bdi>{person?.name ?? `${asset?.tag} · ${asset?.name}`}</bdi>
    </Link>
  );
}

function FreeButton({ seat }: { seat: Seat }) {
  const words = useWords(licenceWords);
  const [isBusy, act] = useAct();
  const path = `/licences/${seat.licence.id}/seats`;
  const giveBack = () => {
    const holder = seat.person ? { personId: seat.person.id } : { assetId: seat.asset?.id };
    return act(() => api.post(path, { ...holder, note: seat.note }).then(() => refresh(...families)));
  };
  const free = async () => {
    const isFree = await act(() => api.delete(`${path}/${seat.id}`).then(() => refresh(...families)));
    if (isFree) toast(words.freed(nameOf(seat)), { undo: giveBack });
  };
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      loading={isBusy}
      aria-label={words.freeOf(nameOf(seat))}
      onClick={() => void free()}
    >
      {words.free}
    </Button>
  );
}

/** Seats of those who left, of what is out of service, and of those who do not have it installed. */
export function IdleSeats({ licence, seats }: { licence: Licence; seats: Seat[] }) {
  const words = useWords(licenceWords);
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const freeAll = async () => {
    if (!(await ask({ title: words.freeAllAsk(seats.length), action: words.freeAll }))) return;
    const seatIds = seats.map(({ id }) => id);
    const isFree = await act(() => api.post(`/licences/${licence.id}/freed-seats`, { seatIds }).then(() => refresh(...families)));
    if (isFree) toast(words.freeAllDone(seats.length));
  };
  return (
    <Card
      title={words.idle}
      flush
      actions={
        <Button variant="subtle" size="compact-sm" loading={isBusy} onClick={() => void freeAll()}>
          {words.freeAll}
        </Button>
      }
    >
      <ul className="lines">
        {seats.map((seat) => (
          <SeatLine key={seat.id} seat={seat} canFree />
        ))}
      </ul>
      {question}
    </Card>
  );
}
