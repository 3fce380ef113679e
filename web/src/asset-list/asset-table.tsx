import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { Link } from 'wouter';
import type { Asset } from '../api/types.ts';
import { links } from '../app/links.ts';
import { AssetIcon } from '../assets/asset-icon.tsx';
import { assetWords } from '../assets/asset-words.ts';
import { useWords } from '../i18n/dictionary.ts';
import type { Selection } from '../incidents/queue-selection.ts';
import { Cell, isAtEnd, sortOf } from './column-cells.tsx';
import { useFacetLabel } from './facet-panel.tsx';
import type { Column } from './list-types.ts';
import { listWords } from './list-words.ts';

interface Props {
  assets: Asset[];
  columns: Column[];
  sort: string;
  onSort: (sort: string) => void;
  selection: Selection;
  area: RefObject<HTMLTableElement | null>;
}

/** The devices, with the columns that the reader wants. */
export function AssetTable({ assets, columns, sort, onSort, selection, area }: Props) {
  const words = useWords(listWords);
  const asset = useWords(assetWords);
  const isWhole = assets.length > 0 && selection.size === assets.length;
  return (
    <table className="table cards linked asset-table" ref={area}>
      <thead>
        <tr>
          <th scope="col" className="pick">
            <input
              type="checkbox"
              aria-label={words.selectAll}
              checked={isWhole}
              ref={(box) => {
                if (box) box.indeterminate = selection.size > 0 && !isWhole;
              }}
              onChange={() => (isWhole ? selection.clear() : selection.only(assets.map(({ id }) => id)))}
            />
          </th>
          <SortedHead label={asset.device} order={{ name: 'name', isDescendingFirst: false }} sort={sort} onSort={onSort} />
          {columns.map((column) => (
            <SortedHead
              key={column}
              label={words.column[column]}
              order={sortOf[column]}
              sort={sort}
              onSort={onSort}
              isEnd={isAtEnd(column)}
            />
          ))}
        </tr>
      </thead>
      <tbody>
        {assets.map((each) => (
          <AssetRow key={each.id} asset={each} columns={columns} selection={selection} />
        ))}
      </tbody>
    </table>
  );
}

interface HeadProps {
  label: string;
  order: { name: string; isDescendingFirst: boolean } | undefined;
  sort: string;
  onSort: (sort: string) => void;
  isEnd?: boolean;
}

function SortedHead({ label, order, sort, onSort, isEnd }: HeadProps) {
  if (!order)
    return (
      <th scope="col" className={isEnd ? 'end' : undefined}>
        {label}
      </th>
    );
  const isUp = sort === order.name;
  const isDown = sort === `-${order.name}`;
  const first = order.isDescendingFirst ? `-${order.name}` : order.name;
  const other = order.isDescendingFirst ? order.name : `-${order.name}`;
  return (
    <th scope="col" className={isEnd ? 'end' : undefined} aria-sort={isUp ? 'ascending' : isDown ? 'descending' : undefined}>
      <button type="button" className="sort-head" onClick={() => onSort(sort === first ? other : first)}>
        {label}
        {isUp && <IconArrowUp size={13} aria-hidden />}
        {isDown && <IconArrowDown size={13} aria-hidden />}
      </button>
    </th>
  );
}

function AssetRow({ asset, columns, selection }: { asset: Asset; columns: Column[]; selection: Selection }) {
  const words = useWords(listWords);
  const labelOf = useFacetLabel();
  const isGone = asset.status === 'retired' || asset.status === 'disposed';
  const isSelected = selection.isEverything || selection.ids.has(asset.id);
  const make = [asset.manufacturer, asset.model].filter(Boolean).join(' ') || labelOf('kind', asset.kind);
  return (
    <tr className={`${isGone ? 'dim' : ''} ${isSelected ? 'picked' : ''}`} data-asset={asset.id}>
      <td className="pick">
        <input
          type="checkbox"
          aria-label={words.select(asset.name)}
          checked={isSelected}
          onChange={() => undefined}
          onClick={(event) => selection.toggle(asset.id, event.shiftKey)}
        />
      </td>
      <td className="named">
        <span className="row nowrap">
          <AssetIcon kind={asset.kind} />
          <span className="grow">
            <Link href={links.asset(asset.tag)} className="row-link">
              <bdi>{asset.name}</bdi>
            </Link>
            <span className="muted small clip block">{make}</span>
          </span>
        </span>
      </td>
      {columns.map((column) => (
        <Cell key={column} asset={asset} column={column} />
      ))}
    </tr>
  );
}
