import { Button, Checkbox } from '@mantine/core';
import { IconChevronRight, IconFile, IconFolder, IconLink } from '@tabler/icons-react';
import { useState } from 'react';
import { useGet } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Card, Loaded } from '../ui/states.tsx';
import type { FileItem, Files } from './backup-types.ts';
import { restoreWords } from './restore-words.ts';

interface Props {
  pointId: string;
  picked: string[];
  onPick: (paths: string[]) => void;
  onRestore: (() => void) | undefined;
}

/** True when a folder above the path was chosen already. */
const isUnder = (path: string, picked: string[]) => picked.some((each) => path.startsWith(`${each}/`));

/** Looks into a recovery point, folder by folder; what is chosen stays chosen while one walks. */
export function FileBrowser({ pointId, picked, onPick, onRestore }: Props) {
  const words = useWords(restoreWords);
  const format = useFormats();
  const [path, setPath] = useState('/');
  const files = useGet<Files>(`/backups/recovery-points/${pointId}/files`, { path });
  const toggle = (target: string) =>
    onPick(
      picked.includes(target)
        ? picked.filter((each) => each !== target)
        : [...picked.filter((each) => !each.startsWith(`${target}/`)), target],
    );
  return (
    <div className="browser">
      <Card title={<Crumbs path={path} onOpen={setPath} />} flush>
        <Loaded query={files}>
          {(found) =>
            found.items.length === 0 ? (
              <p className="muted quiet">{words.emptyFolder}</p>
            ) : (
              <FileTable items={found.items} picked={picked} onToggle={toggle} onOpen={setPath} />
            )
          }
        </Loaded>
        <div className="picked">
          <span className="muted small" role="status">
            {picked.length > 0 ? words.picked(format.number(picked.length)) : words.pickedNone}
          </span>
          {picked.length > 0 && (
            <span className="row tight">
              <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onPick([])}>
                {words.clear}
              </Button>
              {onRestore && (
                <Button size="compact-sm" onClick={onRestore}>
                  {words.restorePicked}
                </Button>
              )}
            </span>
          )}
        </div>
      </Card>
    </div>
  );
}

function Crumbs({ path, onOpen }: { path: string; onOpen: (path: string) => void }) {
  const words = useWords(restoreWords);
  const parts = path.split('/').filter(Boolean);
  return (
    <span className="crumbs">
      <button type="button" onClick={() => onOpen('/')} aria-current={parts.length === 0 ? 'location' : undefined}>
        {words.top}
      </button>
      {parts.map((part, index) => {
        const target = `/${parts.slice(0, index + 1).join('/')}`;
        return (
          <span className="row tight nowrap" key={target}>
            <IconChevronRight size={14} aria-hidden />
            <button type="button" onClick={() => onOpen(target)} aria-current={index === parts.length - 1 ? 'location' : undefined}>
              <bdi>{part}</bdi>
            </button>
          </span>
        );
      })}
    </span>
  );
}

const icons = { dir: IconFolder, symlink: IconLink } as Record<string, typeof IconFile>;

interface TableProps {
  items: FileItem[];
  picked: string[];
  onToggle: (path: string) => void;
  onOpen: (path: string) => void;
}

function FileTable({ items, picked, onToggle, onOpen }: TableProps) {
  const words = useWords(restoreWords);
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col" className="end">
            {words.size}
          </th>
          <th scope="col" className="end hide-phone">
            {words.modified}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <FileRow key={item.path} {...{ item, picked, onToggle, onOpen }} />
        ))}
      </tbody>
    </table>
  );
}

function FileRow({ item, picked, onToggle, onOpen }: Omit<TableProps, 'items'> & { item: FileItem }) {
  const words = useWords(restoreWords);
  const format = useFormats();
  const Icon = icons[item.type] ?? IconFile;
  const isCovered = isUnder(item.path, picked);
  return (
    <tr>
      <td>
        <span className="row tight nowrap">
          <Checkbox
            size="xs"
            aria-label={words.pick(item.name)}
            checked={isCovered || picked.includes(item.path)}
            disabled={isCovered}
            onChange={() => onToggle(item.path)}
          />
          {item.type === 'dir' ? (
            <button type="button" className="entry" onClick={() => onOpen(item.path)}>
              <Icon size={17} aria-hidden />
              <bdi className="typed">{item.name}</bdi>
            </button>
          ) : (
            <span className="entry">
              <Icon size={17} aria-hidden />
              <bdi className="typed">{item.name}</bdi>
            </span>
          )}
        </span>
      </td>
      <td className="end number muted">{item.type === 'file' && format.bytes(item.bytes)}</td>
      <td className="end muted hide-phone" title={format.full(item.modifiedAt)}>
        {format.moment(item.modifiedAt)}
      </td>
    </tr>
  );
}
