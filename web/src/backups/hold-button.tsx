import { Button, TextInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Banner } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { useFields } from '../ui/use-fields.ts';
import type { Point } from './backup-types.ts';
import { holdWords } from './hold-words.ts';

const path = ({ id }: Point): string => `/backups/recovery-points/${id}/hold`;

/** Holds a point against removal, or lets it go. */
export function HoldButton({ point }: { point: Point }) {
  const words = useWords(holdWords);
  const [isAsking, setAsking] = useState(false);
  const [isBusy, act] = useAct();
  const release = async () => {
    if (await act(() => api.delete(path(point)).then(() => refresh('backups')))) toast(words.released);
  };
  if (point.hold) {
    return (
      <Button variant="default" loading={isBusy} onClick={() => void release()}>
        {words.release}
      </Button>
    );
  }
  return (
    <>
      <Button variant="default" leftSection={<IconLock size={16} aria-hidden />} onClick={() => setAsking(true)}>
        {words.hold}
      </Button>
      {isAsking && <HoldDialog point={point} close={() => setAsking(false)} />}
    </>
  );
}

function HoldDialog({ point, close }: { point: Point; close: () => void }) {
  const words = useWords(holdWords);
  const form = useFields({ reason: '', until: '' });
  const { reason, until } = form.values;
  const hold = async () => {
    const end = until ? new Date(`${until}T23:59:59`).toISOString() : null;
    const isDone = await form.submit(() => api.put(path(point), { reason, until: end }).then(() => refresh('backups')));
    if (!isDone) return;
    toast(words.isHeld);
    close();
  };
  return (
    <DialogForm title={words.holdTitle} action={words.hold} isBusy={form.isBusy} close={close} submit={hold}>
      <p>{words.holdText}</p>
      <TextInput label={words.reason} required data-autofocus {...form.text('reason')} />
      <TextInput label={words.untilLabel} type="date" {...form.text('until')} />
    </DialogForm>
  );
}

/** Says of a point that it is held, by whom and why, or that it is on its way out. */
export function HoldBanner({ point }: { point: Point }) {
  const words = useWords(holdWords);
  const format = useFormats();
  if (point.isGoing) return <Banner tone="warn">{words.isGoing}</Banner>;
  if (!point.hold) return null;
  const { by, reason, until } = point.hold;
  return (
    <Banner tone="info" icon={<IconLock size={16} aria-hidden />}>
      {words.heldText(by?.name ?? '?', reason)}, {until ? words.until(format.date(until)) : words.forEver}
    </Banner>
  );
}
