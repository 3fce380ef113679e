import { Button, Menu } from '@mantine/core';
import { IconCopy, IconDots, IconLink, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useAsk } from '../ui/ask.tsx';
import { copyText } from '../ui/copy.ts';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { filtersSaid, isChanged, wholeAddress, writeAddress } from './queue-state.ts';
import type { View } from './queue-types.ts';
import { SaveViewDialog } from './queue-view-dialogs.tsx';
import type { Queue } from './queue-view-state.ts';
import { useViewName } from './queue-views.tsx';
import { queueWords } from './queue-words.ts';

type Dialog = 'new' | 'edit' | 'copy';

/** What can be done with the view itself: keep what is on screen, rename, share, copy, delete. */
export function ViewMenu({ queue }: { queue: Queue }) {
  const words = useWords(queueWords);
  const nameOf = useViewName();
  const tell = useTellProblem();
  const [, go] = useLocation();
  const [question, ask] = useAsk();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { view, base, state } = queue;
  const isOther = isChanged(base, state);
  const keep = async (changed: View) => {
    const body = { filters: filtersSaid(state.filters), sort: state.sort, columns: state.columns };
    try {
      await api.patch(`/views/${changed.id}`, body, { ifMatch: changed.version });
      await refresh('views');
      toast(words.viewSaved);
    } catch (error) {
      tell(error);
      await refresh('views');
    }
  };
  const remove = async (removed: View) => {
    const text = removed.visibility === 'personal' ? undefined : words.deleteShared;
    if (!(await ask({ title: `${words.deleteView}?`, text, action: words.deleteView, isDangerous: true }))) return;
    try {
      await api.delete(`/views/${removed.id}`, { ifMatch: removed.version });
      go(links.queue());
      await refresh('views');
      toast(words.viewDeleted);
    } catch (error) {
      tell(error);
    }
  };
  const copyLink = async () => {
    // A personal view opens nowhere else: its link says all of it.
    const isShared = view && view.visibility !== 'personal';
    const params = isShared ? writeAddress(base, state, view.id) : wholeAddress(state);
    await copyText(`${window.location.origin}${links.queue()}?${params}`);
    toast(words.linkCopied);
  };
  return (
    <>
      {isOther && (
        <>
          <Button variant="subtle" color="gray" onClick={() => queue.change(base)}>
            {words.reset}
          </Button>
          {view?.canEdit ? (
            <Button variant="light" onClick={() => void keep(view)}>
              {words.saveChanges}
            </Button>
          ) : (
            <Button variant="light" onClick={() => setDialog('new')}>
              {words.saveView}
            </Button>
          )}
        </>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" className="icon-only" aria-label={words.viewMenu}>
            <IconDots size={18} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => setDialog('new')}>
            {words.saveAs}
          </Menu.Item>
          {view?.canEdit && (
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setDialog('edit')}>
              {words.editView}
            </Menu.Item>
          )}
          {view && (
            <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => setDialog('copy')}>
              {words.duplicate}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconLink size={16} />} onClick={() => void copyLink().catch(tell)}>
            {words.copyLink}
          </Menu.Item>
          {view?.canEdit && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => void remove(view)}>
              {words.deleteView}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {question}
      {dialog && (
        <SaveViewDialog
          view={dialog === 'edit' ? view : null}
          name={dialog === 'edit' ? (view?.name ?? '') : dialog === 'copy' ? words.copyOf(nameOf(view)) : ''}
          state={dialog === 'edit' ? null : dialog === 'copy' ? base : state}
          close={() => setDialog(null)}
        />
      )}
    </>
  );
}
