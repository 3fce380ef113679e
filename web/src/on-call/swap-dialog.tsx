import { Select, Textarea, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useNextDays } from '../admin/next-days.ts';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import { useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { fieldTime, instantOf } from './local-time.ts';
import type { Coverage, MyShift, Schedule } from './on-call-types.ts';
import { onCallWords } from './on-call-words.ts';

/** Asks for somebody who takes a shift: everything is filled in, so that one more click sends it. */
export function SwapDialog({ shift, schedule, onClose }: { shift: MyShift; schedule: Schedule | undefined; onClose: () => void }) {
  const words = useWords(onCallWords);
  const common = useWords(commonWords);
  const begins = Math.max(Date.now(), Date.parse(shift.startAt));
  const form = useFields({
    personId: null as string | null,
    startAt: fieldTime(begins),
    endAt: fieldTime(shift.endAt),
    return: null as string | null,
    message: '',
  });
  const others = useOthers(schedule);
  const { personId } = form.values;
  const send = async () => {
    const { startAt, endAt, message } = form.values;
    const [returnStart, returnEnd] = form.values.return?.split('|') ?? [];
    const done = await form.submit(() =>
      api.post('/on-call/swaps', {
        scheduleId: shift.schedule.id,
        personId,
        startAt: startAt === fieldTime(begins) ? new Date(begins).toISOString() : instantOf(startAt),
        endAt: endAt === fieldTime(shift.endAt) ? shift.endAt : instantOf(endAt),
        return: returnStart ? { startAt: returnStart, endAt: returnEnd } : null,
        message: message.trim() || null,
      }),
    );
    if (!done) return;
    await refresh('on-call');
    toast(words.swapSent);
    onClose();
  };
  return (
    <DialogForm title={words.swapTitle} action={words.ask} isBusy={form.isBusy} close={onClose} submit={send}>
      <Select
        label={words.whom}
        clearable
        placeholder={words.everybody}
        data={others.people}
        value={personId}
        error={form.errors['personId']}
        onChange={(id) => form.set({ personId: id, return: null })}
      />
      <div className="grid-2">
        <TextInput type="datetime-local" label={words.from} required {...form.text('startAt')} />
        <TextInput type="datetime-local" label={words.to} required {...form.text('endAt')} />
      </div>
      {personId && (
        <Select
          label={`${words.inReturn} (${common.optional})`}
          clearable
          placeholder={words.nothing}
          data={others.turnsOf(personId)}
          {...form.choice('return')}
          error={form.errors['return.startAt'] ?? form.errors['return']}
        />
      )}
      <Textarea label={`${words.message} (${common.optional})`} autosize minRows={2} maxLength={500} {...form.text('message')} />
    </DialogForm>
  );
}

/** Who else takes turns in the schedule, and their turns to come that could be taken in return. */
function useOthers(schedule: Schedule | undefined) {
  const me = useMe();
  const format = useFormats();
  const range = useNextDays(60);
  const coverage = useGet<Coverage>(`/on-call/schedules/${schedule?.id}/shifts`, range, { enabled: schedule !== undefined });
  return useMemo(() => {
    const items = (coverage.data?.items ?? []).filter(({ person }) => person.id !== me.id);
    const people = [...new Map(items.map(({ person }) => [person.id, person.name]))].map(([value, label]) => ({ value, label }));
    const turnsOf = (personId: string) =>
      items
        .filter(({ person, startAt, temporaryId }) => person.id === personId && !temporaryId && Date.parse(startAt) > Date.now())
        .slice(0, 12)
        .map(({ startAt, endAt }) => ({ value: `${startAt}|${endAt}`, label: format.span(startAt, endAt) }));
    return { people, turnsOf };
  }, [coverage.data, me.id, format]);
}
