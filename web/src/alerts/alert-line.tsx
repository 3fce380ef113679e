import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { onDay } from '../finance/day.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Chip } from '../ui/icons.tsx';
import { typedText } from '../ui/typed.ts';
import { useAct } from '../ui/use-act.ts';
import { useFields } from '../ui/use-fields.ts';
import { useSaved } from '../ui/use-saved.ts';
import { commonWords } from '../ui/words.ts';
import type { Alert } from './alert-types.ts';
import { alertWords } from './alert-words.ts';

const hrefOf = ({ subject: { type, id } }: Alert): string =>
  ({
    asset: links.asset(id),
    contract: links.contract(id),
    licence: links.licence(id),
    stockItem: links.stockItem(id),
    repair: links.repairs(),
  })[type];

/** One alert: what it is about, what is so, and the way there. */
export function AlertLine({ alert }: { alert: Alert }) {
  const words = useWords(alertWords);
  const format = useFormats();
  const { kind, subject, dueOn, detail, count, dismissal, isPast } = alert;
  const said = words.says[kind]?.(onDay(format, dueOn), count ?? 0);
  const isBad = kind === 'licence_overuse' || (kind === 'low_stock' && count === 0);
  return (
    <li>
      <Chip tone={isBad ? 'danger' : isPast ? 'warn' : 'info'}>{words.kinds[kind]}</Chip>
      <div className="grow">
        <Link href={hrefOf(alert)} className="row-link">
          <bdi>{subject.name}</bdi>
        </Link>{' '}
        {subject.tag && <span className="mono muted small">{subject.tag}</span>}
        <div className="muted small">
          {[said, detail, dismissal && words.dismissedBy(dismissal.by), dismissal?.note].filter(Boolean).join(' · ')}
        </div>
      </div>
      {dismissal ? <BringBack alert={alert} /> : <Dismiss alert={alert} />}
    </li>
  );
}

function BringBack({ alert }: { alert: Alert }) {
  const words = useWords(alertWords);
  const [isBusy, act] = useAct();
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      className="above-link"
      loading={isBusy}
      aria-label={words.bringBackThis(alert.subject.name)}
      onClick={() => void act(() => bringBack(alert))}
    >
      {words.bringBack}
    </Button>
  );
}

const bringBack = (alert: Alert) => api.delete(`/alerts/${alert.id}/dismissal`).then(() => refresh('alerts'));

function Dismiss({ alert }: { alert: Alert }) {
  const words = useWords(alertWords);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        className="above-link"
        aria-label={words.dismissThis(alert.subject.name)}
        onClick={() => setOpen(true)}
      >
        {words.dismiss}
      </Button>
      {isOpen && <DismissDialog alert={alert} onClose={() => setOpen(false)} />}
    </>
  );
}

function DismissDialog({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const words = useWords(alertWords);
  const common = useWords(commonWords);
  const form = useFields({ note: '' });
  const save = useSaved(form, ['alerts'], onClose, words.wasDismissed);
  return (
    <DialogForm
      isCheckedByServer
      title={words.dismissThis(alert.subject.name)}
      action={words.dismiss}
      isBusy={form.isBusy}
      close={onClose}
      submit={() => save(({ note }) => api.put(`/alerts/${alert.id}/dismissal`, { note: typedText(note) }))}
    >
      <p className="muted">{words.dismissText}</p>
      <TextInput label={`${words.note} (${common.optional})`} data-autofocus maxLength={500} {...form.text('note')} />
    </DialogForm>
  );
}
