import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { useGet } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { onDay } from '../finance/day.ts';
import { financeWords } from '../finance/finance-words.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Card, Facts, Loaded, PageHead } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import { LicenceDialog } from './licence-dialog.tsx';
import type { Licence, LicenceUse } from './licence-types.ts';
import { licenceWords } from './licence-words.ts';
import { SeatChips } from './licences-page.tsx';
import { SeatDialog } from './seat-dialog.tsx';
import { IdleSeats, TakenSeats } from './seat-lines.tsx';

/** One licence: who has a seat, who should, and who could do without. */
export function LicencePage({ id }: { id: string }) {
  const licence = useGet<Licence>(`/licences/${id}`);
  return <Loaded query={licence}>{(found) => <Shown licence={found} />}</Loaded>;
}

function Shown({ licence }: { licence: Licence }) {
  const words = useWords(licenceWords);
  const common = useWords(commonWords);
  const [, navigate] = useLocation();
  const use = useGet<LicenceUse>(`/licences/${licence.id}/use`);
  const [open, setOpen] = useState<'edit' | 'give' | null>(null);
  const close = () => setOpen(null);
  const isFull = licence.seats !== null && licence.seatsUsed >= licence.seats;
  return (
    <>
      <PageHead
        title={licence.name}
        lead={<SeatChips licence={licence} />}
        back={{ href: links.licences(), label: words.title }}
        actions={
          <>
            <Button variant="default" onClick={() => setOpen('edit')}>
              {common.edit}
            </Button>
            <Button disabled={isFull || licence.isExpired} onClick={() => setOpen('give')}>
              {words.give}
            </Button>
          </>
        }
      />
      <div className="two">
        <div className="stack">
          {use.data && use.data.withoutSeatCount > 0 && <WithoutSeat use={use.data} />}
          {use.data && use.data.idle.length > 0 && <IdleSeats licence={licence} seats={use.data.idle} />}
          <TakenSeats licence={licence} />
        </div>
        <LicenceFacts licence={licence} />
      </div>
      {open === 'edit' && <LicenceDialog licence={licence} onClose={close} onRemoved={() => navigate(links.licences())} />}
      {open === 'give' && <SeatDialog licence={licence} onClose={close} />}
    </>
  );
}

function WithoutSeat({ use }: { use: LicenceUse }) {
  const words = useWords(licenceWords);
  const format = useFormats();
  const hidden = use.withoutSeatCount - use.withoutSeat.length;
  return (
    <Card title={words.withoutSeat} flush>
      <ul className="lines">
        {use.withoutSeat.map(({ asset, person }) => (
          <li key={asset.id}>
            <Link href={links.asset(asset.id)} className="grow clip plain-link">
              <bdi>{asset.name}</bdi> <span className="mono muted small">{asset.tag}</span>
            </Link>
            {person && <bdi className="small">{person.name}</bdi>}
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className="muted quiet">{words.andMore(format.number(hidden))}</p>}
    </Card>
  );
}

function LicenceFacts({ licence }: { licence: Licence }) {
  const words = useWords(licenceWords);
  const money = useWords(financeWords);
  const format = useFormats();
  const { seats, pooledSeats, installed, software, cost, currency } = licence;
  const day = (on: string | null) => on && onDay(format, on);
  const isPooled = installed !== null && pooledSeats !== seats;
  return (
    <Card title={words.facts}>
      <Facts
        of={[
          [words.metric, words.metrics[licence.metric]],
          [words.seats, seats === null ? words.unlimited : format.number(seats)],
          [words.software, software.length > 0 && software.map(({ id, name }) => <div key={id}>{name}</div>)],
          [words.publisher, licence.publisher],
          [money.supplier, licence.supplier?.name],
          [words.orderNumber, licence.orderNumber],
          [words.purchasedOn, day(licence.purchasedOn)],
          [words.expiresOn, day(licence.expiresOn)],
          [money.cost, cost !== null && format.money(cost, currency ?? 'EUR')],
          [words.key, licence.hasKey && <KeyValue licence={licence} />],
        ]}
      />
      {isPooled && <p className="muted small">{words.pooled(pooledSeats === null ? words.unlimited : format.number(pooledSeats))}</p>}
      {!licence.isReassignable && <p className="muted small">{words.notReassignable}</p>}
      {licence.notes && <p className="typed notes">{licence.notes}</p>}
    </Card>
  );
}

/** The key, when a lead asks for it; who looked is in the audit log. */
function KeyValue({ licence }: { licence: Licence }) {
  const words = useWords(licenceWords);
  const isLead = hasRole(useMe(), 'lead');
  const [key, setKey] = useState<string | null>(null);
  const [isBusy, act] = useAct();
  if (key !== null) return <code className="typed">{key || words.noKey}</code>;
  if (!isLead) return '••••';
  const show = () => act(async () => setKey((await api.get<{ key: string | null }>(`/licences/${licence.id}/key`)).key ?? ''));
  return (
    <Button variant="subtle" size="compact-sm" loading={isBusy} onClick={() => void show()}>
      {words.showKey}
    </Button>
  );
}
