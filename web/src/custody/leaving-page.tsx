import { Button } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { api, apiUrl } from '../api/client.ts';
import { useGet } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useAsk } from '../ui/ask.tsx';
import { Chip } from '../ui/icons.tsx';
import { AssetStatusChip } from '../ui/marks.tsx';
import { Card, Loaded, PageHead } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import type { Leaving } from './custody-types.ts';
import { DepartureDialog } from './departures-page.tsx';
import { deskWords } from './desk-words.ts';
import { HandOverLines, RequestLines } from './my-custody.tsx';
import { ReservationLine } from './reservations-page.tsx';
import { thenRefresh } from './then-refresh.ts';

/** Everything that somebody has, opened, waits for and is needed for: what must be settled before they go. */
export function LeavingPage({ personId }: { personId: string }) {
  const query = useGet<Leaving>(`/people/${personId}/leaving`);
  return <Loaded query={query}>{(leaving) => <Leaver leaving={leaving} />}</Loaded>;
}

function Leaver({ leaving }: { leaving: Leaving }) {
  const words = useWords(deskWords);
  const format = useFormats();
  const { person, departure } = leaving;
  const lead = [person.department, person.email, departure ? `${words.lastDay}: ${format.date(departure.lastDay)}` : words.notLeaving];
  return (
    <>
      <PageHead
        back={{ href: links.departures(), label: words.departures }}
        title={departure ? words.leavingOf(person.name) : person.name}
        lead={lead.filter(Boolean).join(' · ')}
        actions={<Actions leaving={leaving} />}
      />
      {departure?.note && <p className="typed">{departure.note}</p>}
      <div className="two">
        <div className="stack">
          <Holdings leaving={leaving} />
          <Section title={words.unsigned} count={leaving.unsigned.length}>
            <HandOverLines items={leaving.unsigned} />
          </Section>
          <Section title={words.incidents} count={leaving.incidents.length}>
            <ul>
              {leaving.incidents.map((incident) => (
                <li key={`${incident.id} ${incident.part}`} className="custody-line">
                  <Link href={links.incident(incident.number)} className="grow">
                    <span className="mono">{incident.number}</span> <bdi>{incident.title}</bdi>
                  </Link>
                  <span className="muted small">{words.parts[incident.part]}</span>
                </li>
              ))}
            </ul>
          </Section>
        </div>
        <div className="stack">
          <Section title={words.duties} count={leaving.duties.length}>
            <ul>
              {leaving.duties.map((duty) => (
                <li key={`${duty.type} ${duty.id}`} className="custody-line">
                  <span className="muted small">{words.dutyTypes[duty.type]}</span>
                  <bdi>{duty.name}</bdi>
                </li>
              ))}
            </ul>
          </Section>
          <Section title={words.booked} count={leaving.reservations.length} flush>
            <ul className="lines wrapping">
              {leaving.reservations.map((reservation) => (
                <ReservationLine key={reservation.id} reservation={reservation} />
              ))}
            </ul>
          </Section>
          <Section title={words.asked} count={leaving.requests.length}>
            <RequestLines items={leaving.requests} />
          </Section>
        </div>
      </div>
    </>
  );
}

function Section({ title, count, flush = false, children }: { title: string; count: number; flush?: boolean; children: ReactNode }) {
  return count === 0 ? null : (
    <Card title={title} actions={<Chip>{count}</Chip>} flush={flush}>
      {children}
    </Card>
  );
}

function Holdings({ leaving: { person, holds } }: { leaving: Leaving }) {
  const words = useWords(deskWords);
  return (
    <Card
      title={words.has}
      actions={
        holds.length > 0 && (
          <Button component={Link} size="compact-sm" href={links.newHandOver({ direction: 'in', personId: person.id })}>
            {words.takeAllBack}
          </Button>
        )
      }
    >
      {holds.length === 0 && <p className="muted">{words.hasNothing}</p>}
      <ul>
        {holds.map((asset) => (
          <li key={asset.id} className="custody-line">
            <Link href={links.asset(asset.id)} className="grow">
              <bdi>{asset.name}</bdi> <span className="mono muted small">{asset.tag}</span>
            </Link>
            <span className="mono small">{asset.serial}</span>
            <AssetStatusChip status={asset.status} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Actions({ leaving: { person, departure, holds } }: { leaving: Leaving }) {
  const words = useWords(deskWords);
  const [isEditing, setIsEditing] = useState(false);
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const end = (path: string, body: object = {}) =>
    act(() => thenRefresh(api.put(`/departures/${departure?.id}/${path}`, body), 'departures', 'people'));
  const complete = async () => {
    const text = holds.length > 0 ? words.completeDespite : words.completeText;
    if (await ask({ title: words.complete, text, action: words.complete, isDangerous: holds.length > 0 }))
      await end('completion', { despiteHoldings: holds.length > 0 });
  };
  return (
    <>
      <Button
        component="a"
        href={apiUrl(`/people/${person.id}/return-slip.pdf`)}
        target="_blank"
        rel="noreferrer"
        variant="default"
        leftSection={<IconFileTypePdf size={17} aria-hidden />}
      >
        {words.slip}
      </Button>
      <Button variant="default" onClick={() => setIsEditing(true)}>
        {departure ? words.moveLastDay : words.planDeparture}
      </Button>
      {departure && (
        <>
          <Button variant="default" disabled={isBusy} onClick={() => void end('withdrawal')}>
            {words.stays}
          </Button>
          <Button loading={isBusy} onClick={() => void complete()}>
            {words.complete}
          </Button>
        </>
      )}
      {isEditing && <DepartureDialog {...(departure && { departure })} person={person} onClose={() => setIsEditing(false)} />}
      {question}
    </>
  );
}
