import { Button, Menu } from '@mantine/core';
import { IconBookmark, IconChevronDown, IconDeviceFloppy, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useAsk } from '../ui/ask.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { differsFrom, type ListAddress } from './list-state.ts';
import type { AssetView, Column } from './list-types.ts';
import { listWords } from './list-words.ts';
import { SaveViewDialog } from './save-view-dialog.tsx';

interface Props {
  views: AssetView[];
  view: AssetView | null;
  address: ListAddress;
  columns: Column[];
}

/** The saved views, and what can be done with the one on screen. */
export function ViewMenu({ views, view, address, columns }: Props) {
  const words = useWords(listWords);
  const tell = useTellProblem();
  const [, go] = useLocation();
  const [question, ask] = useAsk();
  const [dialog, setDialog] = useState<'new' | 'edit' | null>(null);
  const isOther = view !== null && (differsFrom(view, address.state) || isOtherOrder(view, columns));
  const keep = async (changed: AssetView) => {
    const body = { filters: address.filters, sort: address.state.sort, ...(changed.columns.length > 0 && { columns }) };
    await api
      .patch(`/asset-views/${changed.id}`, body, { ifMatch: changed.version })
      .then(() => toast(words.viewSaved))
      .catch(tell);
    await refresh('asset-views');
  };
  const remove = async (removed: AssetView) => {
    const text = removed.visibility === 'personal' ? undefined : words.deleteViewText;
    if (!(await ask({ title: `${words.deleteView}?`, text, action: words.deleteView, isDangerous: true }))) return;
    try {
      await api.delete(`/asset-views/${removed.id}`, { ifMatch: removed.version });
      go(links.assets());
      await refresh('asset-views');
      toast(words.viewDeleted);
    } catch (error) {
      tell(error);
    }
  };
  return (
    <>
      <Menu position="bottom-start" width={280}>
        <Menu.Target>
          <Button
            variant={view ? 'light' : 'default'}
            leftSection={<IconBookmark size={16} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            <bdi className="clip view-name">{view?.name ?? words.views}</bdi>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.length === 0 && <Menu.Label>{words.noViews}</Menu.Label>}
          {views.length > 0 && <Menu.Item onClick={() => go(links.assets())}>{words.allDevices}</Menu.Item>}
          {views.map((each) => (
            <Menu.Item
              key={each.id}
              onClick={() => go(viewHref(each))}
              rightSection={each.visibility === 'personal' ? null : <span className="muted small">{words.shared}</span>}
            >
              <bdi>{each.name}</bdi>
            </Menu.Item>
          ))}
          <Menu.Divider />
          {view?.canEdit && isOther && (
            <Menu.Item leftSection={<IconDeviceFloppy size={16} />} onClick={() => void keep(view)}>
              {words.saveChanges}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => setDialog('new')}>
            {words.saveView}
          </Menu.Item>
          {view?.canEdit && (
            <>
              <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setDialog('edit')}>
                {words.editView}
              </Menu.Item>
              <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => void remove(view)}>
                {words.deleteView}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {question}
      {dialog && (
        <SaveViewDialog view={dialog === 'edit' ? view : null} address={address} columns={columns} close={() => setDialog(null)} />
      )}
    </>
  );
}

/** The list as a view says it. */
export const viewHref = ({ id, filters, sort }: Pick<AssetView, 'id' | 'filters' | 'sort'>): string =>
  links.assets({ ...filters, ...(sort !== 'tag' && { sort }), view: id });

const isOtherOrder = (view: AssetView, columns: Column[]): boolean => view.columns.length > 0 && view.columns.join() !== columns.join();
