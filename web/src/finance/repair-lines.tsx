import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { commonWords } from '../ui/words.ts';
import { onDay } from './day.ts';
import type { Repair } from './finance-types.ts';
import { financeWords } from './finance-words.ts';
import { RepairDialog } from './repair-dialog.tsx';
import { RepairEndDialog } from './repair-end-dialog.tsx';

/** Repairs line by line, with what can be done about the open ones. */
export function RepairLines({ repairs, isWithDevice = false }: { repairs: Repair[]; isWithDevice?: boolean }) {
  const [ending, setEnding] = useState<Repair | null>(null);
  const [editing, setEditing] = useState<Repair | null>(null);
  return (
    <>
      <ul className="lines">
        {repairs.map((repair) => (
          <Line
            key={repair.id}
            repair={repair}
            isWithDevice={isWithDevice}
            onEnd={() => setEnding(repair)}
            onEdit={() => setEditing(repair)}
          />
        ))}
      </ul>
      {ending && <RepairEndDialog repair={ending} onClose={() => setEnding(null)} />}
      {editing && <RepairDialog repair={editing} onClose={() => setEditing(null)} />}
    </>
  );
}

interface LineProps {
  repair: Repair;
  isWithDevice: boolean;
  onEnd: () => void;
  onEdit: () => void;
}

function Line({ repair, isWithDevice, onEnd, onEdit }: LineProps) {
  const words = useWords(financeWords);
  const common = useWords(commonWords);
  const { number, title, asset, incident, status } = repair;
  return (
    <li>
      <div className="grow">
        <span>
          <span className="mono muted small">{number}</span> <bdi>{title}</bdi>
        </span>
        <div className="small">
          {isWithDevice && asset && (
            <Link href={links.asset(asset.id)} className="link">
              {asset.tag} · <bdi>{asset.name}</bdi>
            </Link>
          )}{' '}
          {incident && (
            <Link href={links.incident(incident.number)} className="link">
              {incident.number}
            </Link>
          )}
        </div>
        <RepairFacts repair={repair} />
      </div>
      <RepairChip repair={repair} />
      <Button variant="subtle" size="compact-sm" aria-label={words.repairs.edit(number)} onClick={onEdit}>
        {common.edit}
      </Button>
      {status === 'open' && (
        <Button variant="default" size="compact-sm" aria-label={`${words.repairs.end}: ${number}`} onClick={onEnd}>
          {words.repairs.end}
        </Button>
      )}
    </li>
  );
}

function RepairFacts({ repair }: { repair: Repair }) {
  const words = useWords(financeWords);
  const format = useFormats();
  const { kind, supplier, reference, startedOn, expectedOn, status, cost, currency, isWarranty } = repair;
  const facts = [
    words.repairs.kinds[kind],
    supplier?.name,
    reference,
    words.repairs.startedOn(onDay(format, startedOn)),
    status === 'open' && expectedOn && words.repairs.expected(onDay(format, expectedOn)),
    cost !== null && format.money(cost, currency ?? 'EUR'),
    isWarranty && words.repairs.isWarranty,
  ];
  return <div className="muted small">{facts.filter(Boolean).join(' · ')}</div>;
}

function RepairChip({ repair: { status, outcome, isLate } }: { repair: Repair }) {
  const words = useWords(financeWords);
  if (isLate) return <Chip tone="danger">{words.repairs.late}</Chip>;
  if (status === 'open') return <Chip tone="warn">{words.repairs.statuses['open']}</Chip>;
  return <Chip>{outcome ? words.repairs.outcomes[outcome] : words.repairs.statuses[status]}</Chip>;
}
