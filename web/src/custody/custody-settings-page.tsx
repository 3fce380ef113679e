import { Button, Textarea, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Card, Loaded, PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { CustodySettings, HandOverText } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';
import { deskWords } from './desk-words.ts';

/** The texts that people sign, and when they are reminded. */
export function CustodySettingsPage() {
  const words = useWords(deskWords);
  const texts = useGet<{ items: HandOverText[] }>('/hand-over-texts');
  const settings = useGet<CustodySettings>('/custody-settings');
  return (
    <>
      <PageHead title={words.settings} lead={words.textsLead} />
      <div className="stack">
        <Loaded query={settings}>{(found) => <Reminders key={found.version} settings={found} />}</Loaded>
        <Loaded query={texts}>
          {({ items }) => (
            <>
              {items.map((text) => (
                <TextCard key={`${text.direction} ${text.language} ${text.version}`} text={text} />
              ))}
            </>
          )}
        </Loaded>
      </div>
    </>
  );
}

function TextCard({ text }: { text: HandOverText }) {
  const words = useWords(deskWords);
  const shared = useWords(custodyWords);
  const common = useWords(commonWords);
  const form = useFields({ body: text.body });
  const title = `${shared.direction[text.direction]} · ${words.languages[text.language]}`;
  const save = async () => {
    const isDone = await form.submit(({ body }) =>
      api.put(`/hand-over-texts/${text.direction}/${text.language}`, { body }, { ifMatch: text.version }),
    );
    if (isDone) toast(common.saved);
    await refresh('hand-over-texts', 'hand-overs/preview');
  };
  return (
    <Card title={title}>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Textarea
          label={`${words.textsTitle}: ${title}`}
          description={words.placeholders}
          lang={text.language}
          autosize
          minRows={6}
          maxRows={20}
          maxLength={10_000}
          {...form.text('body')}
        />
        <div className="form-actions">
          <Button
            variant="subtle"
            color="gray"
            disabled={form.values.body === text.original}
            onClick={() => form.set({ body: text.original })}
          >
            {words.original}
          </Button>
          <Button type="submit" loading={form.isBusy} disabled={form.values.body === text.body}>
            {common.save}
          </Button>
        </div>
      </form>
    </Card>
  );
}

const daysOf = (typed: string): number[] =>
  typed
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map(Number);

function Reminders({ settings }: { settings: CustodySettings }) {
  const words = useWords(deskWords);
  const common = useWords(commonWords);
  const form = useFields(
    {
      returnDays: settings.returnDays.join(', '),
      leaverDays: settings.leaverDays.join(', '),
      signatureDays: settings.signatureDays.join(', '),
    },
    // A fault of one day stands at the field of its list.
    (errors) => Object.fromEntries(Object.entries(errors).map(([at, message]) => [at.split('.')[0] ?? at, message])),
  );
  const save = async () => {
    const isDone = await form.submit(({ returnDays, leaverDays, signatureDays }) =>
      api.patch(
        '/custody-settings',
        { returnDays: daysOf(returnDays), leaverDays: daysOf(leaverDays), signatureDays: daysOf(signatureDays) },
        { ifMatch: settings.version },
      ),
    );
    if (isDone) toast(common.saved);
    if (isDone) await refresh('custody-settings');
  };
  return (
    <Card title={words.remindersTitle}>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p className="muted small">{words.daysHint}</p>
        <TextInput label={words.returnDays} {...form.text('returnDays')} />
        <TextInput label={words.leaverDays} {...form.text('leaverDays')} />
        <TextInput label={words.signatureDays} {...form.text('signatureDays')} />
        <div className="form-actions">
          <Button type="submit" loading={form.isBusy}>
            {common.save}
          </Button>
        </div>
      </form>
    </Card>
  );
}
