import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { fieldErrors } from '../api/problem.ts';
import { queryClient } from '../api/queries.ts';
import type { Me } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { Banner, useTitle } from '../ui/states.tsx';
import { Entrance } from './entrance.tsx';
import { authWords } from './words.ts';

export function SetUpPage({ token }: { token: string }) {
  const words = useWords(authWords);
  const { language } = useLanguage();
  const [, go] = useLocation();
  const [fields, setFields] = useState({ name: '', email: '', password: '' });
  useTitle(words.setUpTitle);
  const setUp = useMutation({
    mutationFn: () => api.post<Me>('/setup', { token, ...fields, language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    onSuccess: (me) => {
      queryClient.setQueryData(['me'], me);
      go(links.home());
    },
  });
  const errors = fieldErrors(setUp.error);
  const hasFieldErrors = ['name', 'email', 'password'].some((field) => errors[field]);
  const bind = (field: keyof typeof fields) => ({
    required: true,
    withAsterisk: false,
    size: 'md' as const,
    value: fields[field],
    error: errors[field],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setFields((now) => ({ ...now, [field]: value }));
    },
  });
  return (
    <Entrance>
      <h1>{words.setUpTitle}</h1>
      <p className="muted">{words.setUpLead}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setUp.mutate();
        }}
      >
        {setUp.error && !hasFieldErrors && <Banner tone="danger">{words.linkUsed}</Banner>}
        <TextInput label={words.name} autoComplete="name" autoFocus {...bind('name')} />
        <TextInput label={words.email} type="email" autoComplete="username" {...bind('email')} />
        <PasswordInput
          label={words.password}
          description={words.passwordHint}
          autoComplete="new-password"
          minLength={10}
          {...bind('password')}
        />
        <Button type="submit" size="md" loading={setUp.isPending} fullWidth>
          {words.create}
        </Button>
      </form>
    </Entrance>
  );
}
