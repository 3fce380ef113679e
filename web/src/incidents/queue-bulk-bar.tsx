import { Button, Menu } from '@mantine/core';
import { IconArrowMerge, IconChevronDown, IconFlag, IconMessage, IconTag, IconUserCheck, IconX } from '@tabler/icons-react';
import { useGet } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { deskWords } from './desk-words.ts';
import type { BulkDialogKind } from './queue-bulk-dialogs.tsx';
import type { Selection } from './queue-selection.ts';
import type { BulkAction } from './queue-types.ts';
import { queueWords } from './queue-words.ts';

interface Props {
  selection: Selection;
  /** How many are read; when all of these are selected, everything that matches can be. */
  listed: number;
  hasMore: boolean;
  filters: Record<string, string>;
  open: (kind: BulkDialogKind) => void;
  apply: (action: BulkAction) => unknown;
}

/** What can be done with the selection. */
export function BulkBar({ selection, listed, hasMore, filters, open, apply }: Props) {
  const words = useWords(queueWords);
  const desk = useWords(deskWords);
  const isWhole = selection.size === listed && hasMore;
  return (
    <section className="bulk-bar" aria-label={words.selected(selection.size)}>
      <button type="button" className="bulk-clear" aria-label={words.clear} onClick={selection.clear}>
        <IconX size={16} aria-hidden />
      </button>
      <span className="bulk-count" role="status">
        {isWhole || selection.isEverything ? <Everything selection={selection} filters={filters} /> : words.selected(selection.size)}
      </span>
      <div className="bulk-verbs">
        <Button leftSection={<IconUserCheck size={16} aria-hidden />} onClick={() => open('assign')}>
          {words.bulk.assign}
        </Button>
        <Menu position="top">
          <Menu.Target>
            <Button rightSection={<IconChevronDown size={14} aria-hidden />}>{words.bulk.status}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => apply({ type: 'acknowledge' })}>{desk.acknowledge}</Menu.Item>
            <Menu.Item onClick={() => open('pend')}>{desk.pend}</Menu.Item>
            <Menu.Item onClick={() => apply({ type: 'resume' })}>{desk.resume}</Menu.Item>
            <Menu.Item onClick={() => open('resolve')}>{desk.resolve}</Menu.Item>
            <Menu.Item onClick={() => apply({ type: 'reopen' })}>{desk.reopen}</Menu.Item>
            <Menu.Item onClick={() => apply({ type: 'close' })}>{desk.close}</Menu.Item>
            <Menu.Item color="red" onClick={() => open('cancel')}>
              {desk.cancel}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Button leftSection={<IconFlag size={16} aria-hidden />} onClick={() => open('priority')}>
          {words.bulk.priority}
        </Button>
        <Button leftSection={<IconTag size={16} aria-hidden />} onClick={() => open('tag')}>
          {words.bulk.tag}
        </Button>
        <Menu position="top-end">
          <Menu.Target>
            <Button rightSection={<IconChevronDown size={14} aria-hidden />}>{words.bulk.more}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconMessage size={16} />} onClick={() => open('comment')}>
              {words.bulk.comment}
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowMerge size={16} />} onClick={() => open('merge')}>
              {words.bulk.merge}
            </Menu.Item>
            <Menu.Item onClick={() => apply({ type: 'watch', watching: true })}>{words.bulk.watch}</Menu.Item>
            <Menu.Item onClick={() => apply({ type: 'watch', watching: false })}>{words.bulk.unwatch}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </section>
  );
}

/** All of the list are selected: offers what matches beyond it. */
function Everything({ selection, filters }: Pick<Props, 'selection' | 'filters'>) {
  const words = useWords(queueWords);
  const found = useGet<{ count: number; limit: number }>('/incidents/count', filters).data;
  const count = found ? `${found.count}` : '…';
  if (selection.isEverything) return words.allSelected(count);
  return (
    <>
      {words.selected(selection.size)}
      {found && (
        <button type="button" className="link" onClick={selection.everything}>
          {words.selectMatching(count)}
        </button>
      )}
    </>
  );
}
