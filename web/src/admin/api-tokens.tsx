import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useList } from '../api/queries.ts';
import type { ApiToken, NewApiToken } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useNow } from '../live/now.ts';
import { useAsk } from '../ui/ask.tsx';
import { Chip } from '../ui/icons.tsx';
import { Ago } from '../ui/marks.tsx';
import { Secret } from '../ui/secret.tsx';
import { Card, Listed } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { accountWords } from './account-words.ts';

/** My tokens: each is shown once, can be told apart by what it is for, and can be revoked. */
export function ApiTokens() {
  const words = useWords(accountWords);
  const tokens = useList<ApiToken>('/me/tokens');
  const [isMaking, setMaking] = useState(false);
  return (
    <Card
      title={words.tokens}
      flush
      actions={
        <Button variant="default" size="compact-sm" onClick={() => setMaking(true)}>
          {words.newToken}
        </Button>
      }
    >
      <p className="muted small quiet">
        {words.tokensText} <a href="/api/docs">{words.apiDocs}</a>
      </p>
      <Listed query={tokens} empty={<p className="muted quiet">{words.noTokens}</p>}>
        {(items) => (
          <ul className="lines">
            {items.map((token) => (
              <TokenLine token={token} key={token.id} />
            ))}
          </ul>
        )}
      </Listed>
      {isMaking && <NewTokenDialog onClose={() => setMaking(false)} />}
    </Card>
  );
}

function TokenLine({ token }: { token: ApiToken }) {
  const words = useWords(accountWords);
  const format = useFormats();
  const now = useNow();
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const isExpired = token.expiresAt !== null && new Date(token.expiresAt).getTime() < now;
  const revoke = async () => {
    if (!(await ask({ title: words.revokeTitle(token.label), text: words.revokeText, action: words.revoke, isDangerous: true }))) return;
    const done = await act(async () => {
      await api.delete(`/me/tokens/${token.id}`);
      await refresh('me/tokens');
    });
    if (done) toast(words.revoked);
  };
  return (
    <li>
      {question}
      <div className="grow">
        <strong>
          <bdi>{token.label}</bdi>
        </strong>
        <div className="muted small">
          {words.lastUsed}: {token.lastUsedAt ? <Ago at={token.lastUsedAt} /> : words.neverUsed} ·{' '}
          {token.expiresAt ? words.until(format.date(token.expiresAt)) : words.forEver}
        </div>
      </div>
      {isExpired && <Chip tone="danger">{words.expired}</Chip>}
      {token.scopes.map((scope) => (
        <Chip key={scope}>
          <span className="mono">{scope}</span>
        </Chip>
      ))}
      <Button variant="subtle" color="red" size="compact-sm" loading={isBusy} onClick={() => void revoke()}>
        {words.revoke}
      </Button>
    </li>
  );
}

function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(accountWords);
  const common = useWords(commonWords);
  const [made, setMade] = useState<NewApiToken | null>(null);
  const form = useFields({ label: '', scopes: '*', lifetime: '90' });
  const send = () =>
    form.submit(async ({ label, scopes, lifetime }) => {
      const expiresAt = lifetime ? new Date(Date.now() + Number(lifetime) * 86_400_000).toISOString() : null;
      setMade(await api.post<NewApiToken>('/me/tokens', { label, scopes: [scopes], expiresAt }));
      await refresh('me/tokens');
    });
  return (
    <Modal opened onClose={onClose} title={words.newToken} closeOnClickOutside={!made}>
      {made ? (
        <div className="stack">
          <Secret label={words.yourToken} value={made.token} hint={words.shownOnce} />
          <div className="form-actions">
            <Button onClick={onClose}>{common.close}</Button>
          </div>
        </div>
      ) : (
        <form
          className="fields"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <TextInput label={words.label} required data-autofocus maxLength={100} {...form.text('label')} />
          <Select label={words.scopes} allowDeselect={false} data={optionsOf(words.scopeChoices)} {...form.choice('scopes')} />
          <Select
            label={words.expires}
            allowDeselect={false}
            data={optionsOf(words.lifetimes)}
            value={form.values.lifetime}
            onChange={(lifetime) => form.set({ lifetime: lifetime ?? '' })}
          />
          <div className="form-actions">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" loading={form.isBusy}>
              {words.make}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}

const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));
