import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { AssetPicker } from '../ui/search-select.tsx';
import type { Repository } from './backup-types.ts';
import type { PolicyFields } from './policy-editor-page.tsx';
import { policyWords } from './policy-words.ts';

/** Which device, and into which repository; both are fixed once there are recovery points. */
export function WhatFields({ form, assetName, isNew }: { form: PolicyFields; assetName: string | null; isNew: boolean }) {
  const words = useWords(policyWords);
  const repositories = useList<Repository>('/backups/repositories');
  const { assetId } = form.values;
  const isEmpty = repositories.data !== undefined && repositories.items.length === 0;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14} verticalSpacing={14}>
      <TextInput label={words.name} placeholder={words.namePlaceholder} required data-autofocus maxLength={200} {...form.text('name')} />
      <AssetPicker
        label={words.asset}
        required
        disabled={!isNew}
        value={assetId}
        known={assetId && assetName ? { value: assetId, label: assetName } : null}
        error={form.errors['assetId']}
        onChange={(next) => form.set({ assetId: next })}
      />
      <Select
        label={words.repository}
        required
        disabled={!isNew}
        allowDeselect={false}
        data={repositories.items.map(({ id, name, engine }) => ({ value: id, label: `${name} (${engine})` }))}
        description={
          isEmpty && (
            <>
              {words.noRepository} <Link href={links.repositories()}>{words.makeRepository}</Link>
            </>
          )
        }
        {...form.choice('repositoryId')}
      />
    </SimpleGrid>
  );
}
