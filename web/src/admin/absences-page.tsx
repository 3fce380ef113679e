import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { absenceAnswer } from '../../../server/people/availability-schemas.ts';
import { api } from '../api/client.ts';
import { refresh, useList } from '../api/queries.ts';
import type { Answer } from '../api/types.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Face } from '../ui/marks.tsx';
import { Card, Empty, Listed, PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { AbsenceDialog } from './absence-dialog.tsx';
import { absenceWords } from './absence-words.ts';

type Absence = Answer<typeof absenceAnswer>;

/** Who is away now and later; technicians note their own absences, leads everybody's. */
export function AbsencesPage() {
  const words = useWords(absenceWords);
  const absences = useList<Absence>('/absences');
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <PageHead
        title={words.title}
        lead={words.lead}
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        }
      />
      <Listed
        query={absences}
        empty={
          <section className="card">
            <Empty title={words.none}>{words.noneText}</Empty>
          </section>
        }
      >
        {(items) => (
          <div className="stack">
            <Group title={words.now} items={items.filter(({ isNow }) => isNow)} />
            <Group title={words.later} items={items.filter(({ isNow }) => !isNow)} />
          </div>
        )}
      </Listed>
      {isAdding && <AbsenceDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function Group({ title, items }: { title: string; items: Absence[] }) {
  if (items.length === 0) return null;
  return (
    <Card title={title}>
      <ul className="absences">
        {items.map((absence) => (
          <AbsenceLine key={absence.id} absence={absence} />
        ))}
      </ul>
    </Card>
  );
}

function AbsenceLine({ absence }: { absence: Absence }) {
  const words = useWords(absenceWords);
  const format = useFormats();
  const me = useMe();
  const [isBusy, act] = useAct();
  const { id, person, startAt, endAt, reason, isNow } = absence;
  const mayChange = person.id === me.id || hasRole(me, 'lead');
  const putBack = () =>
    act(async () => {
      const begins = isNow ? new Date() : new Date(startAt);
      await api.post('/absences', { personId: person.id, startAt: begins.toISOString(), endAt, reason });
      await refresh('absences');
    });
  const remove = () =>
    act(async () => {
      await api.delete(`/absences/${id}`);
      await refresh('absences');
      toast(isNow ? words.ended : words.removed, { undo: putBack });
    });
  return (
    <li>
      <Face person={person} />
      <div className="grow">
        <div className="row tight">
          <bdi className="strong">{person.name}</bdi>
          {isNow && <Chip tone="warn">{words.isNow}</Chip>}
        </div>
        <div className="muted small">
          {format.moment(startAt)} – {format.moment(endAt)}
          {reason && (
            <>
              {' · '}
              <bdi>{reason}</bdi>
            </>
          )}
        </div>
      </div>
      {mayChange && (
        <ActionIcon
          size={30}
          disabled={isBusy}
          aria-label={isNow ? words.endNow(person.name) : words.remove(person.name)}
          onClick={() => void remove()}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}
