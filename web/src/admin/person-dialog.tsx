import { Button, Modal, PasswordInput, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Person } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { deviceZone, zonesWith } from '../i18n/time-zones.ts';
import { LocationPicker, PersonPicker } from '../ui/search-select.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { adminWords } from './admin-words.ts';

const emptyPerson = (language: Person['language']) => ({
  name: '',
  email: '',
  role: 'employee' as Person['role'],
  department: '',
  jobTitle: '',
  phone: '',
  language,
  timeZone: deviceZone(),
  locationId: null as string | null,
  managerId: null as string | null,
  password: '',
});

type Values = ReturnType<typeof emptyPerson>;

function valuesOf(person: Person): Values {
  const { name, email, role, department, jobTitle, phone, language, timeZone, locationId, managerId } = person;
  return {
    name,
    email,
    role,
    department: department ?? '',
    jobTitle: jobTitle ?? '',
    phone: phone ?? '',
    language,
    timeZone,
    locationId,
    managerId,
    password: '',
  };
}

function bodyOf({ password, department, jobTitle, phone, ...rest }: Values) {
  const orNull = (text: string) => text.trim() || null;
  return { ...rest, department: orNull(department), jobTitle: orNull(jobTitle), phone: orNull(phone), ...(password && { password }) };
}

const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));

/** Adds a person, or edits one. */
export function PersonDialog({ person, onClose }: { person?: Person; onClose: () => void }) {
  const words = useWords(adminWords);
  const common = useWords(commonWords);
  const { language } = useLanguage();
  const [, navigate] = useLocation();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const form = useFields(person ? valuesOf(person) : emptyPerson(language));
  const send = async () => {
    let saved: Person | undefined;
    const done = await form.submit(async (values) => {
      saved = person
        ? await api.patch<Person>(`/people/${person.id}`, bodyOf(values), { ifMatch: person.version })
        : await api.post<Person>('/people', bodyOf(values), { idempotencyKey });
    });
    if (!done || !saved) return;
    await refresh('people');
    toast(person ? common.saved : words.personAdded(saved.name));
    onClose();
    if (!person) navigate(links.admin(`people/${saved.id}`));
  };
  return (
    <Modal opened onClose={onClose} closeOnClickOutside={false} size="lg" title={person ? words.editPerson(person.name) : words.addPerson}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14} verticalSpacing={14}>
          <TextInput label={words.name} required data-autofocus maxLength={200} {...form.text('name')} />
          <TextInput label={words.email} required type="email" autoComplete="off" maxLength={254} {...form.text('email')} />
          <Select
            label={words.role}
            description={words.roleHints[form.values.role]}
            allowDeselect={false}
            data={optionsOf(common.role)}
            {...form.choice('role')}
          />
          {!person && (
            <PasswordInput label={words.password} description={words.passwordHint} autoComplete="new-password" {...form.text('password')} />
          )}
          <TextInput label={words.department} maxLength={120} {...form.text('department')} />
          <TextInput label={words.jobTitle} maxLength={120} {...form.text('jobTitle')} />
          <TextInput label={words.phone} type="tel" maxLength={60} {...form.text('phone')} />
          <LocationPicker
            label={words.location}
            value={form.values.locationId}
            error={form.errors['locationId']}
            onChange={(locationId) => form.set({ locationId })}
          />
          <ManagerPicker form={form} label={words.manager} id={person?.managerId ?? null} />
          <Select label={words.language} allowDeselect={false} data={optionsOf(words.languages)} {...form.choice('language')} />
          <Select
            label={words.timeZone}
            searchable
            allowDeselect={false}
            limit={60}
            data={zonesWith(form.values.timeZone)}
            {...form.choice('timeZone')}
          />
        </SimpleGrid>
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {person ? common.save : words.addPerson}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function ManagerPicker({ form, label, id }: { form: ReturnType<typeof useFields<Values>>; label: string; id: string | null }) {
  const manager = useGet<Person>(`/people/${id}`, undefined, { enabled: id !== null });
  return (
    <PersonPicker
      key={manager.data ? 'known' : 'unknown'}
      label={label}
      known={manager.data ? { value: manager.data.id, label: manager.data.name } : null}
      value={form.values.managerId}
      error={form.errors['managerId']}
      onChange={(managerId) => form.set({ managerId })}
    />
  );
}
