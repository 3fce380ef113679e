import { Button, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet, useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Chip } from '../ui/icons.tsx';
import { PersonPicker } from '../ui/search-select.tsx';
import { Card, Empty, Listed, PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { Departure } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';
import { deskWords } from './desk-words.ts';
import { StateFilter, useStateFilter } from './state-filter.tsx';

/** Who leaves, the earliest first. */
export function DeparturesPage() {
  const words = useWords(deskWords);
  const format = useFormats();
  const [state, setState] = useStateFilter('open');
  const [isPlanning, setIsPlanning] = useState(false);
  const departures = useList<Departure>('/departures', { state });
  const plan = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsPlanning(true)}>
      {words.planDeparture}
    </Button>
  );
  return (
    <>
      <PageHead title={words.departures} lead={words.departuresLead} actions={plan} />
      <StateFilter
        label={words.state}
        value={state}
        options={[
          ['', words.all],
          ...(['open', 'done', 'withdrawn'] as const).map((key): [string, string] => [key, words.departureStates[key]]),
        ]}
        onChange={setState}
      />
      <section className="card">
        <Listed query={departures} empty={<Empty title={words.noDepartures}>{words.noDeparturesText}</Empty>}>
          {(items) => (
            <ul className="lines">
              {items.map((departure) => (
                <li key={departure.id}>
                  <div className="grow">
                    <Link href={links.leaving(departure.person.id)} className="row-link">
                      <bdi>{departure.person.name}</bdi>
                    </Link>
                    <div className="muted small">
                      {words.lastDay}: {format.date(departure.lastDay)}
                    </div>
                  </div>
                  <Chip tone={departure.holds > 0 && departure.state === 'open' ? 'warn' : 'good'}>{words.holds(departure.holds)}</Chip>
                </li>
              ))}
            </ul>
          )}
        </Listed>
      </section>
      <GoneHolders />
      {isPlanning && <DepartureDialog onClose={() => setIsPlanning(false)} />}
    </>
  );
}

/** Who has left without bringing everything back. */
function GoneHolders() {
  const words = useWords(deskWords);
  const gone = useGet<{ items: Array<{ id: string; name: string; holds: number }> }>('/departures/gone-holders').data?.items ?? [];
  if (gone.length === 0) return null;
  return (
    <section style={{ marginTop: 20 }}>
      <Card title={words.goneHolders} flush>
        <ul className="lines">
          {gone.map(({ id, name, holds }) => (
            <li key={id}>
              <Link href={links.leaving(id)} className="row-link grow">
                <bdi>{name}</bdi>
              </Link>
              <Chip tone="danger">{words.holds(holds)}</Chip>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}

/** Says who leaves and when, or changes it. */
export function DepartureDialog({
  departure,
  person,
  onClose,
}: {
  departure?: Departure;
  person?: { id: string; name: string };
  onClose: () => void;
}) {
  const words = useWords(deskWords);
  const shared = useWords(custodyWords);
  const common = useWords(commonWords);
  const [, go] = useLocation();
  const form = useFields({ personId: person?.id ?? null, lastDay: departure?.lastDay ?? '', note: departure?.note ?? '' });
  const { personId, lastDay, note } = form.values;
  const send = async () => {
    const body = { lastDay, note: note.trim() || null };
    const save = () =>
      departure
        ? api.patch(`/departures/${departure.id}`, body, { ifMatch: departure.version })
        : api.post('/departures', { ...body, personId });
    const isDone = await form.submit(save);
    await refresh('departures', 'people');
    if (!isDone) return;
    toast(common.saved);
    onClose();
    if (!departure && personId) go(links.leaving(personId));
  };
  return (
    <DialogForm
      title={person ? words.leavingOf(person.name) : words.planDeparture}
      isBusy={form.isBusy}
      isReady={personId !== null && lastDay !== ''}
      close={onClose}
      submit={send}
    >
      {!person && (
        <PersonPicker
          data-autofocus
          label={shared.person}
          required
          value={personId}
          error={form.errors['personId']}
          onChange={(id) => form.set({ personId: id })}
        />
      )}
      <TextInput type="date" label={words.lastDay} required {...form.text('lastDay')} />
      <Textarea label={`${shared.note} (${common.optional})`} autosize minRows={2} maxLength={2000} {...form.text('note')} />
    </DialogForm>
  );
}
