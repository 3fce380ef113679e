import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { ApiProblem, fieldErrors } from '../api/problem.ts';
import { queryClient } from '../api/queries.ts';
import type { Me } from '../api/types.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { Banner, useTitle } from '../ui/states.tsx';
import { Entrance } from './entrance.tsx';
import { authWords } from './words.ts';

export function SignInPage({ wasSignedIn }: { wasSignedIn: boolean }) {
  const words = useWords(authWords);
  const { setLanguage } = useLanguage();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  useTitle(words.signIn);
  const signIn = useMutation({
    mutationFn: () => api.post<Me>('/session', { email, password }),
    onSuccess: (me) => {
      setLanguage(me.language);
      queryClient.setQueryData(['me'], me);
    },
  });
  const errors = fieldErrors(signIn.error);
  return (
    <Entrance>
      <h1>{words.signIn}</h1>
      {wasSignedIn && !signIn.error && <p className="muted">{words.expired}</p>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate();
        }}
      >
        {signIn.error && <Banner tone="danger">{explain(signIn.error, words)}</Banner>}
        <TextInput
          label={words.email}
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          size="md"
          value={email}
          error={errors['email']}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={words.password}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          size="md"
          value={password}
          error={errors['password']}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={signIn.isPending} fullWidth>
          {words.signIn}
        </Button>
      </form>
    </Entrance>
  );
}

function explain(error: unknown, words: (typeof authWords)['en']): string {
  const status = error instanceof ApiProblem ? error.status : -1;
  if (status === 401) return words.wrong;
  if (status === 429) return words.tooMany;
  return status === 0 ? words.unreachable : words.failed;
}
