import { Checkbox, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Asset, Page, Person } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { randomUuid } from '../ui/random-uuid.ts';
import { LocationPicker, PersonPicker } from '../ui/search-select.tsx';
import { Bones, Card, PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { HandOver } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';
import { deskWords } from './desk-words.ts';
import { AddItem, type DraftItem, HandOverItems } from './hand-over-items.tsx';
import { HeldItems } from './held-items.tsx';
import { SignStep } from './sign-step.tsx';
import { bodyOf, type HandOverDraft, usePreview } from './use-hand-over.ts';

interface Asked {
  personId: string | null;
  requestId: string | null;
  person: Person | null;
  items: DraftItem[];
}

/** A new hand-over; the address may name the person, the devices and the request that it is about. */
export function NewHandOverPage() {
  const words = useWords(deskWords);
  const [params] = useSearchParams();
  const personId = params.get('personId');
  const assetId = params.get('assetId');
  const direction = params.get('direction') === 'in' ? 'in' : 'out';
  const person = useGet<Person>(`/people/${personId}`, undefined, { enabled: personId !== null });
  const asset = useGet<Asset>(`/assets/${assetId}`, undefined, { enabled: assetId !== null });
  const held = useGet<Page<Asset>>(`/people/${personId}/assets`, undefined, { enabled: personId !== null && direction === 'in' });
  const isWaiting = [person, asset, held].some(({ isLoading }) => isLoading);
  // Taking back begins with everything that the person has, or with the one device that was named.
  const chosen = asset.data ? [asset.data] : (held.data?.items ?? []);
  const items = chosen.map(({ id, tag, name }) => ({ assetId: id, tag, name, condition: '', isHeld: false }));
  return (
    <>
      <PageHead back={{ href: links.handOvers(), label: words.handOvers }} title={words.newHandOver} lead={words.handOversLead} />
      {isWaiting ? (
        <Bones />
      ) : (
        <Form direction={direction} asked={{ personId, requestId: params.get('requestId'), person: person.data ?? null, items }} />
      )}
    </>
  );
}

function Form({ direction, asked }: { direction: 'out' | 'in'; asked: Asked }) {
  const words = useWords(deskWords);
  const [, go] = useLocation();
  const [key, setKey] = useState(randomUuid);
  const form = useFields<HandOverDraft>({
    direction,
    personId: asked.person?.id ?? null,
    personName: asked.person?.name ?? '',
    items: asked.items,
    dueOn: '',
    note: '',
    language: null,
    locationId: null,
    despiteReservations: false,
  });
  const draft = form.values;
  const state = usePreview(draft);
  const send = async (method: 'drawn' | 'link') => {
    const { personId, locationId } = draft;
    const body = {
      ...bodyOf(draft),
      method,
      textHash: state.preview?.textHash,
      ...(method === 'drawn' && { signature: state.signature }),
      ...(locationId && draft.direction === 'in' && { locationId }),
      ...(asked.requestId && personId === asked.personId && { requestId: asked.requestId }),
    };
    let made: HandOver | undefined;
    const isDone = await form.submit(async () => {
      made = await api.post<HandOver>('/hand-overs', body, { idempotencyKey: key });
    });
    if (!isDone || !made) {
      // What stands in the way is shown at the things; nothing that was typed is lost.
      setKey(randomUuid());
      return void state.refetch();
    }
    await refresh('hand-overs', 'assets', 'people', 'asset-requests', 'reservations');
    toast((method === 'drawn' ? words.madeDrawn : words.madeLink)(made.number));
    go(links.handOver(made.number));
  };
  return (
    <div className="hand-over">
      <Card>
        <div className="fields">
          <What form={form} problems={state.problems} known={asked.person} />
          {(state.isReserved || draft.despiteReservations) && (
            <Checkbox label={words.reservedAnyway} {...form.flag('despiteReservations')} />
          )}
          <Details form={form} />
        </div>
      </Card>
      <SignStep draft={draft} state={state} isBusy={form.isBusy} onSend={(method) => void send(method)} />
    </div>
  );
}

type DraftForm = ReturnType<typeof useFields<HandOverDraft>>;

function What({ form, problems, known }: { form: DraftForm; problems: Record<string, string>; known: Person | null }) {
  const words = useWords(deskWords);
  const { direction, personId, items } = form.values;
  const change = (next: DraftItem[]) => form.set({ items: next });
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={words.newHandOver}
        data={Object.entries(words.directions).map(([value, label]) => ({ value, label }))}
        value={direction}
        onChange={(value) => form.set({ direction: value as 'out' | 'in', items: [] })}
      />
      <PersonPicker
        label={direction === 'out' ? words.to : words.from}
        required
        value={personId}
        known={known && { value: known.id, label: known.name }}
        error={form.errors['personId']}
        onChange={(id, name) => form.set({ personId: id, personName: name ?? '', ...(direction === 'in' && { items: [] }) })}
      />
      {personId && <HeldItems direction={direction} personId={personId} items={items} onChange={change} />}
      {direction === 'out' && <AddItem items={items} onAdd={(item) => change([...items, item])} />}
      {items.length > 0 && <HandOverItems items={items} problems={problems} onChange={change} />}
    </>
  );
}

function Details({ form }: { form: DraftForm }) {
  const words = useWords(deskWords);
  const shared = useWords(custodyWords);
  const common = useWords(commonWords);
  const { direction, locationId } = form.values;
  return (
    <>
      {direction === 'out' ? (
        <TextInput
          type="date"
          label={`${words.expectedBack} (${common.optional})`}
          min={new Date().toLocaleDateString('sv')}
          {...form.text('dueOn')}
          error={form.errors['dueAt']}
        />
      ) : (
        <LocationPicker
          label={`${words.where} (${common.optional})`}
          value={locationId}
          onChange={(id) => form.set({ locationId: id })}
          error={form.errors['locationId']}
        />
      )}
      <Textarea label={`${shared.note} (${common.optional})`} autosize minRows={2} maxLength={2000} {...form.text('note')} />
      <Select
        label={words.language}
        placeholder={words.ofPerson}
        clearable
        data={Object.entries(words.languages).map(([value, label]) => ({ value, label }))}
        {...form.choice('language')}
      />
    </>
  );
}
