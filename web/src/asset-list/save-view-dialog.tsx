import { Checkbox, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page, SupportGroup } from '../api/types.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import type { ListAddress } from './list-state.ts';
import type { AssetView, Column } from './list-types.ts';
import { listWords } from './list-words.ts';
import { viewHref } from './view-menu.tsx';

interface Props {
  /** The view to rename or share, or null to keep what is on screen as a new one. */
  view: AssetView | null;
  address: ListAddress;
  columns: Column[];
  close: () => void;
}

/** Names a view and says who sees it. */
export function SaveViewDialog({ view, address, columns, close }: Props) {
  const words = useWords(listWords);
  const me = useMe();
  const [, go] = useLocation();
  const [isWithColumns, setWithColumns] = useState((view?.columns.length ?? 0) > 0);
  const groups = useGet<Page<SupportGroup>>('/support-groups');
  const isLead = hasRole(me, 'lead');
  const choices = (groups.data?.items ?? []).filter(({ id }) => isLead || me.supportGroups.some((mine) => mine.id === id));
  const form = useFields({
    name: view?.name ?? '',
    visibility: view?.visibility ?? 'personal',
    supportGroupId: view?.supportGroup?.id ?? null,
  });
  const { visibility } = form.values;
  const submit = () =>
    form.submit(async ({ name, supportGroupId }) => {
      const body = {
        name,
        visibility,
        supportGroupId: visibility === 'group' ? supportGroupId : null,
        columns: isWithColumns ? columns : [],
        ...(view === null && { filters: address.filters, sort: address.state.sort }),
      };
      const saved = view
        ? await api.patch<AssetView>(`/asset-views/${view.id}`, body, { ifMatch: view.version })
        : await api.post<AssetView>('/asset-views', body);
      await refresh('asset-views');
      toast(words.viewSaved);
      close();
      if (!view) go(viewHref(saved));
    });
  return (
    <DialogForm title={view ? words.editView : words.saveView} isBusy={form.isBusy} close={close} submit={submit}>
      <TextInput
        label={words.viewName}
        placeholder={words.viewNamePlaceholder}
        data-autofocus
        required
        withAsterisk={false}
        maxLength={80}
        {...form.text('name')}
      />
      <Select
        label={words.whoSees}
        allowDeselect={false}
        data={Object.entries(words.visibilities).map(([value, label]) => ({ value, label }))}
        {...form.choice('visibility')}
      />
      {visibility === 'group' && (
        <Select
          label={words.group}
          allowDeselect={false}
          data={choices.map(({ id, name: label }) => ({ value: id, label }))}
          {...form.choice('supportGroupId')}
        />
      )}
      <Checkbox label={words.withColumns} checked={isWithColumns} onChange={(event) => setWithColumns(event.currentTarget.checked)} />
    </DialogForm>
  );
}
