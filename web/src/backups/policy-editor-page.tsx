import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Card, Loaded, PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { Policy } from './backup-types.ts';
import { HookFields } from './hook-fields.tsx';
import { hookWords } from './hook-words.ts';
import { bodyOf, changeOf, formOf, nameErrors, newForm, type PolicyForm } from './policy-form.ts';
import { policyWords } from './policy-words.ts';
import { ProofFields } from './proof-fields.tsx';
import { RetentionEffect } from './retention-effect.tsx';
import { RetentionFields } from './retention-fields.tsx';
import { ScheduleFields } from './schedule-fields.tsx';
import { SourceFields } from './source-fields.tsx';
import { WhatFields } from './what-fields.tsx';

export type PolicyFields = ReturnType<typeof useFields<PolicyForm>>;

/** A policy for a server that may be named in the address. */
export function NewPolicyPage() {
  const [params] = useSearchParams();
  const me = useMe();
  const assetId = params.get('assetId');
  const asset = useGet<Asset>(`/assets/${assetId}`, undefined, { enabled: assetId !== null });
  if (assetId && asset.isLoading) return null;
  return <Editor initial={newForm(asset.data?.id ?? null, me.timeZone)} assetName={asset.data?.name ?? null} policy={null} />;
}

export function EditPolicyPage({ id }: { id: string }) {
  const policy = useGet<Policy>(`/backups/policies/${id}`);
  return (
    <Loaded query={policy}>{(found) => <Editor initial={formOf(found)} assetName={found.asset?.name ?? null} policy={found} />}</Loaded>
  );
}

function Editor({ initial, assetName, policy }: { initial: PolicyForm; assetName: string | null; policy: Policy | null }) {
  const words = useWords(policyWords);
  const hooks = useWords(hookWords);
  const common = useWords(commonWords);
  const [, navigate] = useLocation();
  const [first] = useState(initial);
  const [version] = useState(policy?.version);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const form = useFields<PolicyForm>(first, nameErrors);
  const back = policy ? { href: links.policy(policy.id), label: policy.name } : { href: links.policies(), label: words.title };
  const send = async () => {
    let saved: Policy | undefined;
    const done = await form.submit(async (values) => {
      saved = policy
        ? await api.patch<Policy>(`/backups/policies/${policy.id}`, changeOf(values), version === undefined ? {} : { ifMatch: version })
        : await api.post<Policy>('/backups/policies', bodyOf(values), { idempotencyKey });
    });
    if (!done || !saved) return;
    await refresh('backups', 'assets');
    toast(policy ? common.saved : words.created);
    navigate(links.policy(saved.id));
  };
  return (
    <>
      <PageHead back={back} title={policy ? words.editTitle(policy.name) : words.newTitle} />
      <form
        noValidate
        className="stack editor"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Card title={words.what}>
          <WhatFields form={form} assetName={assetName} isNew={policy === null} />
          <SourceFields form={form} isNew={policy === null} />
        </Card>
        <Card title={words.when}>
          <ScheduleFields form={form} />
        </Card>
        <Card title={words.retention}>
          <RetentionFields form={form} />
          {policy && <RetentionEffect policyId={policy.id} retention={form.values.retention} />}
        </Card>
        <Card title={hooks.title}>
          <HookFields form={form} />
        </Card>
        <Card title={words.proof}>
          <ProofFields form={form} />
        </Card>
        <div className="form-actions">
          <Button variant="default" component={Link} href={back.href}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {policy ? words.save : words.create}
          </Button>
        </div>
      </form>
    </>
  );
}
