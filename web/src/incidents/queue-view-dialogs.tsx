import { ActionIcon, Modal, Select, Switch, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { keyOf, queryClient, refresh, useGet } from '../api/queries.ts';
import type { Page, SupportGroup } from '../api/types.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { filtersSaid, type QueueState } from './queue-state.ts';
import type { View } from './queue-types.ts';
import { useViewName, viewHref } from './queue-views.tsx';
import { queueWords } from './queue-words.ts';

interface SaveProps {
  /** The view to change, or null to keep a new one. */
  view: View | null;
  name: string;
  /** What is on screen; a view that is only renamed keeps its own. */
  state: QueueState | null;
  close: () => void;
}

/** Names a view and says who sees it. */
export function SaveViewDialog({ view, name, state, close }: SaveProps) {
  const words = useWords(queueWords);
  const common = useWords(commonWords);
  const me = useMe();
  const [, go] = useLocation();
  const groups = useGet<Page<SupportGroup>>('/support-groups');
  const isLead = hasRole(me, 'lead');
  const choices = (groups.data?.items ?? []).filter(({ id }) => isLead || me.supportGroups.some((mine) => mine.id === id));
  const form = useFields({
    name,
    visibility: view?.visibility ?? 'personal',
    supportGroupId: view?.supportGroup?.id ?? null,
  });
  const { visibility } = form.values;
  const submit = () =>
    form.submit(async (values) => {
      const body = {
        name: values.name,
        visibility,
        supportGroupId: visibility === 'group' ? values.supportGroupId : null,
        ...(state && { filters: filtersSaid(state.filters), sort: state.sort, columns: state.columns }),
      };
      const saved = view
        ? await api.patch<View>(`/views/${view.id}`, body, { ifMatch: view.version })
        : await api.post<View>('/views', body);
      await refresh('views');
      toast(words.viewSaved);
      close();
      if (!view) go(viewHref(saved.id));
    });
  return (
    <DialogForm title={view ? words.editView : words.saveView} action={common.save} isBusy={form.isBusy} close={close} submit={submit}>
      <TextInput label={words.viewName} data-autofocus required withAsterisk={false} maxLength={80} {...form.text('name')} />
      <Select
        label={words.visibility}
        allowDeselect={false}
        data={Object.entries(words.visibilities).map(([value, label]) => ({ value, label }))}
        {...form.choice('visibility')}
      />
      {visibility === 'group' && (
        <Select
          label={words.assignGroup}
          allowDeselect={false}
          data={choices.map(({ id, name: label }) => ({ value: id, label }))}
          {...form.choice('supportGroupId')}
        />
      )}
    </DialogForm>
  );
}

/** Which views are at hand, and in which order. */
export function ArrangeViewsDialog({ views, close }: { views: View[]; close: () => void }) {
  const words = useWords(queueWords);
  const nameOf = useViewName();
  const tell = useTellProblem();
  const [items, setItems] = useState(views);
  const keep = async (next: View[]) => {
    setItems(next);
    try {
      const body = { items: next.map(({ id, isPinned }) => ({ id, isPinned })) };
      queryClient.setQueryData(keyOf('/views'), await api.put<Page<View>>('/views/sidebar', body));
      await refresh('views/counts');
    } catch (error) {
      tell(error);
    }
  };
  const move = (index: number, step: number) => {
    const next = [...items];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + step, 0, moved);
    void keep(next);
  };
  return (
    <Modal opened onClose={close} title={words.manageViews}>
      <p className="muted">{words.manageLead}</p>
      <ul className="arrange">
        {items.map((view, index) => {
          const name = nameOf(view);
          return (
            <li key={view.id}>
              <Switch
                aria-label={words.pinned(name)}
                checked={view.isPinned}
                onChange={(event) => {
                  const isPinned = event.currentTarget.checked;
                  void keep(items.map((each) => (each.id === view.id ? { ...each, isPinned } : each)));
                }}
              />
              <bdi className="grow clip">{name}</bdi>
              <ActionIcon
                variant="subtle"
                color="gray"
                disabled={index === 0}
                aria-label={words.moveUp(name)}
                onClick={() => move(index, -1)}
              >
                <IconArrowUp size={16} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                disabled={index === items.length - 1}
                aria-label={words.moveDown(name)}
                onClick={() => move(index, 1)}
              >
                <IconArrowDown size={16} />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
    </Modal>
  );
}
