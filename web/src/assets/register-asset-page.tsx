import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { PersonPicker } from '../ui/search-select.tsx';
import { PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { AssetFields } from './asset-fields.tsx';
import { bodyOf, emptyForm, formErrors } from './asset-form.ts';
import { assetWords } from './asset-words.ts';

/** A new device, handed out in the same step when it has somebody already. */
export function RegisterAssetPage() {
  const words = useWords(assetWords);
  const common = useWords(commonWords);
  const [, navigate] = useLocation();
  const form = useFields(emptyForm, formErrors);
  const [personId, setPersonId] = useState<string | null>(null);
  // One key per form: a second press, or a retry after a lost answer, registers nothing twice.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const send = async () => {
    let asset: Asset | undefined;
    const done = await form.submit(async (values) => {
      const body = { ...bodyOf(values), custodian: personId ? { type: 'person', id: personId } : null };
      asset = await api.post<Asset>('/assets', body, { idempotencyKey });
    });
    if (!done || !asset) return;
    await refresh('assets');
    toast(words.registered(asset.tag));
    navigate(links.asset(asset.tag));
  };
  return (
    <div className="page narrow">
      <PageHead back={{ href: links.assets(), label: words.notFoundBack }} title={words.register} lead={words.registerLead} />
      <form
        className="card padded"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div className="fields">
          <AssetFields form={form}>
            <PersonPicker label={words.handOutNow} placeholder={common.nobody} value={personId} onChange={setPersonId} />
          </AssetFields>
        </div>
        <div className="form-actions">
          <Button variant="default" component={Link} href={links.assets()}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {words.register}
          </Button>
        </div>
      </form>
    </div>
  );
}
