import { Button, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { api } from '../api/client.ts';
import { inPageLanguage } from '../api/problem.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useAsk } from '../ui/ask.tsx';
import { Chip } from '../ui/icons.tsx';
import { Ago } from '../ui/marks.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { useFields } from '../ui/use-fields.ts';
import type { ContactMethod } from './rule-types.ts';
import { ruleWords } from './rule-words.ts';
import { TestButton } from './test-button.tsx';
import { unsubscribe, useOwnEndpoint } from './this-browser.ts';
import { wayIcons } from './way-icons.tsx';

/** One way to reach me: how it fared last, its test, or the field for its code. */
export function WayLine({ way, isHere }: { way: ContactMethod; isHere: boolean }) {
  const words = useWords(ruleWords);
  return (
    <li className="way">
      {wayIcons[way.channel]}
      <div className="grow">
        <strong>
          <bdi>{way.label}</bdi>
        </strong>{' '}
        {isHere && <Chip tone="velvet">{words.thisBrowser}</Chip>}
        {!way.isVerified && <Chip tone="warn">{words.unconfirmed}</Chip>}
        <div className="muted small clip">{way.channel === 'push' ? new URL(way.address).host : way.address}</div>
        {way.lastError ? (
          <div className="bad small">{words.failedLast(inPageLanguage(way.lastError))}</div>
        ) : (
          way.lastSentAt && (
            <div className="muted small">
              {words.lastSent}: <Ago at={way.lastSentAt} />
            </div>
          )
        )}
        {!way.isVerified && <CodeForm id={way.id} />}
      </div>
      {way.isVerified && <TestButton id={way.id} name={way.label} />}
      <RemoveButton way={way} />
    </li>
  );
}

function RemoveButton({ way }: { way: ContactMethod }) {
  const words = useWords(ruleWords);
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const own = useOwnEndpoint();
  const remove = async () => {
    const isSure = await ask({ title: words.removeTitle(way.label), text: words.removeText, action: words.remove, isDangerous: true });
    if (!isSure) return;
    const done = await act(async () => {
      await api.delete(`/me/contact-methods/${way.id}`);
      if (way.channel === 'push') await unsubscribe(way.address);
      await own.refetch();
      await refresh('me/contact-methods');
    });
    if (done) toast(words.removed);
  };
  return (
    <>
      {question}
      <Button
        variant="subtle"
        color="red"
        size="compact-sm"
        loading={isBusy}
        aria-label={words.removeOf(way.label)}
        onClick={() => void remove()}
      >
        <IconTrash size={16} aria-hidden />
      </Button>
    </>
  );
}

function CodeForm({ id }: { id: string }) {
  const words = useWords(ruleWords);
  const form = useFields({ code: '' });
  const [isBusy, act] = useAct();
  const confirm = async () => {
    const done = await form.submit(({ code }) => api.put(`/me/contact-methods/${id}/verification`, { code: code.trim() }));
    if (!done) return;
    toast(words.confirmed);
    await refresh('me/contact-methods');
  };
  const again = async () => {
    if (await act(() => api.put(`/me/contact-methods/${id}/code`))) toast(words.codeSent);
  };
  return (
    <form
      className="code-form"
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
    >
      <TextInput
        label={words.code}
        description={words.enterCode}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        {...form.text('code')}
      />
      <div className="row tight">
        <Button type="submit" size="compact-sm" loading={form.isBusy} disabled={form.values.code.trim().length !== 6}>
          {words.confirm}
        </Button>
        <Button variant="subtle" size="compact-sm" loading={isBusy} onClick={() => void again()}>
          {words.anotherCode}
        </Button>
      </div>
    </form>
  );
}
