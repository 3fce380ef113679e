import { Button, NumberInput, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh, useList } from '../api/queries.ts';
import type { SnipeMigration } from '../api/types.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Card, Empty, Listed, PageHead } from '../ui/states.tsx';
import { useFields } from '../ui/use-fields.ts';
import { importWords } from './import-words.ts';
import { MigrationCard } from './migration-card.tsx';
import { migrationWords } from './migration-words.ts';

/** Coming over from a running Snipe-IT: where it is, how far it has come, and what was left there. */
export function MigrationPage() {
  const words = useWords(migrationWords);
  const imports = useWords(importWords);
  return (
    <div className="page">
      <PageHead back={{ href: links.assetImport(), label: imports.backToImports }} title={words.title} lead={words.lead} />
      {hasRole(useMe(), 'admin') ? <Migrations /> : <Empty title={words.onlyAdmins} />}
    </div>
  );
}

function Migrations() {
  const words = useWords(migrationWords);
  const migrations = useList<SnipeMigration>('/assets/migrations', { limit: 10 });
  const isAtWork = migrations.items.some(({ state }) => state === 'running' || state === 'undoing');
  return (
    <div className="stack">
      {!isAtWork && <NewMigration />}
      <Listed
        query={migrations}
        empty={
          <Card title={words.earlier}>
            <p className="muted quiet">{words.none}</p>
          </Card>
        }
      >
        {(items) => items.map((migration) => <MigrationCard key={migration.id} migration={migration} />)}
      </Listed>
    </div>
  );
}

const firstFields = { baseUrl: '', token: '', currency: 'EUR', requestsPerMinute: 60 };

function NewMigration() {
  const words = useWords(migrationWords);
  const form = useFields(firstFields);
  const send = async () => {
    const isDone = await form.submit(async (values) => {
      await api.post('/assets/migrations', values);
      await refresh('assets/migrations');
    });
    if (isDone) form.reset();
  };
  return (
    <Card>
      <form
        noValidate
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <TextInput
          type="url"
          label={words.address}
          description={words.addressHint}
          placeholder="https://"
          required
          maxLength={2000}
          {...form.text('baseUrl')}
        />
        <TextInput
          type="password"
          autoComplete="off"
          label={words.token}
          description={words.tokenHint}
          required
          maxLength={10_000}
          {...form.text('token')}
        />
        <div className="row">
          <TextInput label={words.currency} description={words.currencyHint} w={240} maxLength={3} {...form.text('currency')} />
          <NumberInput
            label={words.pace}
            description={words.paceHint}
            w={200}
            min={1}
            max={1000}
            value={form.values.requestsPerMinute}
            onChange={(value) => form.set({ requestsPerMinute: Number(value) || 60 })}
            error={form.errors['requestsPerMinute']}
          />
        </div>
        <div className="form-actions">
          <Button type="submit" loading={form.isBusy} disabled={!form.values.baseUrl || !form.values.token}>
            {words.start}
          </Button>
        </div>
      </form>
    </Card>
  );
}
