import { PasswordInput, Select, SimpleGrid, Switch, Textarea, TextInput } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import type { PolicyFields } from './policy-editor-page.tsx';
import { type PolicyForm, type SourceType, sourceTypes } from './policy-form.ts';
import { policyWords } from './policy-words.ts';
import { SshFields } from './ssh-fields.tsx';

/** Where the data comes from, with the fields of its kind. */
export function SourceFields({ form, isNew }: { form: PolicyFields; isNew: boolean }) {
  const words = useWords(policyWords);
  const { type } = form.values;
  return (
    <div className="fields" style={{ marginTop: 14 }}>
      <Select
        label={words.sourceType}
        description={words.sourceHints[type]}
        allowDeselect={false}
        data={sourceTypes.map((value) => ({ value, label: words.sources[value] }))}
        value={type}
        error={form.errors['type']}
        onChange={(next) => form.set(chosen((next ?? 'path') as SourceType, form.values))}
      />
      {type === 'ssh' && <SshFields form={form} />}
      {(type === 'path' || type === 'ssh') && <PathFields form={form} />}
      {type === 'sqlite' && <TextInput label={words.path} placeholder="/var/lib/app/app.sqlite" required {...form.text('path')} />}
      {(type === 'postgres' || type === 'mysql') && <DatabaseFields form={form} isNew={isNew} />}
      {type === 'command' && <CommandFields form={form} />}
    </div>
  );
}

const usualPorts: Partial<Record<SourceType, string>> = { postgres: '5432', mysql: '3306', ssh: '22' };

/** Another kind of server has another usual port, and a server elsewhere is not this one; what was typed stays. */
function chosen(type: SourceType, { port, host }: PolicyForm): Partial<PolicyForm> {
  const usual = usualPorts[type];
  const isUsual = usual && Object.values(usualPorts).includes(port);
  return { type, ...(isUsual && { port: usual }), ...(type === 'ssh' && host === 'localhost' && { host: '' }) };
}

function PathFields({ form }: { form: PolicyFields }) {
  const words = useWords(policyWords);
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14}>
        <Textarea
          label={words.paths}
          description={words.pathsHint}
          placeholder="/srv/data"
          required
          autosize
          minRows={2}
          className="mono-input"
          {...form.text('paths')}
        />
        <Textarea
          label={words.exclude}
          description={words.excludeHint}
          autosize
          minRows={2}
          className="mono-input"
          {...form.text('exclude')}
        />
      </SimpleGrid>
      <Switch label={words.oneFileSystem} {...form.flag('oneFileSystem')} />
    </>
  );
}

function DatabaseFields({ form, isNew }: { form: PolicyFields; isNew: boolean }) {
  const words = useWords(policyWords);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14} verticalSpacing={14}>
      <TextInput label={words.host} required {...form.text('host')} />
      <TextInput label={words.port} inputMode="numeric" required {...form.text('port')} />
      <TextInput label={words.database} required {...form.text('database')} />
      <TextInput label={words.user} required autoComplete="off" {...form.text('user')} />
      <PasswordInput
        label={words.password}
        description={isNew ? undefined : words.passwordKept}
        autoComplete="new-password"
        {...form.text('password')}
      />
    </SimpleGrid>
  );
}

function CommandFields({ form }: { form: PolicyFields }) {
  const words = useWords(policyWords);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14}>
      <Textarea
        label={words.argv}
        description={words.argvHint}
        placeholder={'/usr/bin/slapcat\n-n\n1'}
        required
        autosize
        minRows={3}
        className="mono-input"
        {...form.text('argv')}
      />
      <TextInput label={words.fileName} required {...form.text('fileName')} />
    </SimpleGrid>
  );
}
