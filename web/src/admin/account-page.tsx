import { Button, PasswordInput, Select, SimpleGrid, TextInput } from '@mantine/core';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { isStatus } from '../api/problem.ts';
import { refresh } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useMe } from '../auth/me.tsx';
import { type Language, useLanguage, useWords } from '../i18n/dictionary.ts';
import { zonesWith } from '../i18n/time-zones.ts';
import { Card, PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { accountWords } from './account-words.ts';
import { ApiTokens } from './api-tokens.tsx';
import { RoleChip } from './role-chip.tsx';
import '../ui/desk.ts';

/** What everybody may change about themselves. */
export function AccountPage() {
  const words = useWords(accountWords);
  const me = useMe();
  return (
    <div className="page narrow">
      <PageHead
        title={words.title}
        lead={
          <span className="row">
            <bdi>{me.name}</bdi>
            <span className="muted">{me.email}</span>
            <RoleChip role={me.role} />
          </span>
        }
      />
      <div className="stack">
        <AboutMe />
        <Notifications />
        <Password />
        <ApiTokens />
      </div>
    </div>
  );
}

/** The way to a page of its own: there is more to it than fits here. */
function Notifications() {
  const words = useWords(accountWords);
  return (
    <Card title={words.notifications}>
      <p className="muted small">{words.notificationsText}</p>
      <div className="form-actions">
        <Button component={Link} href={links.myNotifications()} variant="default">
          {words.setUpNotifications}
        </Button>
      </div>
    </Card>
  );
}

const languageNames: Record<Language, string> = { en: 'English', fr: 'Français' };

function AboutMe() {
  const words = useWords(accountWords);
  const common = useWords(commonWords);
  const me = useMe();
  const { setLanguage } = useLanguage();
  const form = useFields({ language: me.language, timeZone: me.timeZone, phone: me.phone ?? '' });
  const send = async () => {
    const done = await form.submit(({ phone, ...values }) => api.patch('/me', { ...values, phone: phone.trim() || null }));
    if (!done) return;
    setLanguage(form.values.language);
    await refresh('me');
    toast(common.saved);
  };
  return (
    <Card title={words.me}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing={14}>
          <Select
            label={words.language}
            allowDeselect={false}
            data={Object.entries(languageNames).map(([value, label]) => ({ value, label }))}
            {...form.choice('language')}
          />
          <Select
            label={words.timeZone}
            searchable
            allowDeselect={false}
            limit={60}
            data={zonesWith(form.values.timeZone)}
            {...form.choice('timeZone')}
          />
          <TextInput label={words.phone} type="tel" autoComplete="tel" maxLength={60} {...form.text('phone')} />
        </SimpleGrid>
        <div className="form-actions">
          <Button type="submit" loading={form.isBusy}>
            {common.save}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function Password() {
  const words = useWords(accountWords);
  const me = useMe();
  const form = useFields({ currentPassword: '', newPassword: '' });
  const send = async () => {
    const done = await form.submit(async (values) => {
      try {
        await api.put('/me/password', values);
      } catch (error) {
        if (!isStatus(error, 401) && !isStatus(error, 403)) throw error;
        form.setErrors({ currentPassword: words.wrongPassword });
        throw error;
      }
    });
    if (!done) return;
    form.reset();
    toast(words.passwordChanged);
  };
  return (
    <Card title={words.password}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <input type="email" autoComplete="username" value={me.email} readOnly hidden />
        <p className="muted small" style={{ marginBottom: 12 }}>
          {words.passwordText}
        </p>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14}>
          <PasswordInput label={words.currentPassword} autoComplete="current-password" required {...form.text('currentPassword')} />
          <PasswordInput
            label={words.newPassword}
            description={words.passwordHint}
            autoComplete="new-password"
            required
            {...form.text('newPassword')}
          />
        </SimpleGrid>
        <div className="form-actions">
          <Button type="submit" variant="default" loading={form.isBusy} disabled={!form.values.currentPassword || !form.values.newPassword}>
            {words.changePassword}
          </Button>
        </div>
      </form>
    </Card>
  );
}
