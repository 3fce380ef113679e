import { Button, Menu } from '@mantine/core';
import { IconArrowBackUp, IconChevronDown, IconHandGrab, IconPencil, IconTag, IconX } from '@tabler/icons-react';
import { Link } from 'wouter';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import type { Selection } from '../incidents/queue-selection.ts';
import type { BulkKind } from './bulk-dialog.tsx';
import type { Facets } from './list-types.ts';
import { listWords } from './list-words.ts';

interface Props {
  selection: Selection;
  /** How many are read; when all of these are selected, everything that matches can be. */
  listed: number;
  hasMore: boolean;
  facets: Facets | undefined;
  filters: Record<string, string>;
  open: (kind: BulkKind) => void;
}

/** An address holds about so many ids. */
const mostLabels = 200;

/** What can be done with the selection. */
export function BulkBar({ selection, listed, hasMore, facets, filters, open }: Props) {
  const words = useWords(listWords);
  const isLead = hasRole(useMe(), 'lead');
  const isWhole = selection.size === listed && hasMore;
  return (
    <section className="bulk-bar" aria-label={words.selected(selection.size)}>
      <button type="button" className="bulk-clear" aria-label={words.clearSelection} onClick={selection.clear}>
        <IconX size={16} aria-hidden />
      </button>
      <span className="bulk-count" role="status">
        {isWhole || selection.isEverything ? <Everything selection={selection} facets={facets} /> : words.selected(selection.size)}
      </span>
      <div className="bulk-verbs">
        <Button leftSection={<IconPencil size={16} aria-hidden />} onClick={() => open('edit')}>
          {words.edit}
        </Button>
        <Button leftSection={<IconHandGrab size={16} aria-hidden />} onClick={() => open('checkOut')}>
          {words.handOut}
        </Button>
        <Button leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={() => open('checkIn')}>
          {words.takeBack}
        </Button>
        {(selection.isEverything ? Object.keys(filters).length > 0 : selection.size <= mostLabels) && (
          <Button
            component={Link}
            href={links.labels(selection.isEverything ? filters : { ids: [...selection.ids].join(',') })}
            leftSection={<IconTag size={16} aria-hidden />}
          >
            {words.labels}
          </Button>
        )}
        {isLead && (
          <Menu position="top-end">
            <Menu.Target>
              <Button rightSection={<IconChevronDown size={14} aria-hidden />}>{words.more}</Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item color="red" onClick={() => open('retire')}>
                {words.retire}
              </Menu.Item>
              <Menu.Item onClick={() => open('reinstate')}>{words.reinstate}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </section>
  );
}

/** All of the list are selected: offers what matches beyond it. */
function Everything({ selection, facets }: Pick<Props, 'selection' | 'facets'>) {
  const words = useWords(listWords);
  const format = useFormats();
  const count = facets ? `${format.number(facets.total)}${facets.isMore ? '+' : ''}` : '…';
  if (selection.isEverything) return words.allSelected(count);
  return (
    <>
      {words.selected(selection.size)}
      {facets && (
        <button type="button" className="link" onClick={selection.everything}>
          {words.selectMatching(count)}
        </button>
      )}
    </>
  );
}
