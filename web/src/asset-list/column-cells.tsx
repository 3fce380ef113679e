import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Asset } from '../api/types.ts';
import { links } from '../app/links.ts';
import { assetWords } from '../assets/asset-words.ts';
import { DueBack } from '../assets/custody-card.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Ago, AssetStatusChip, PersonName } from '../ui/marks.tsx';
import { useFacetLabel } from './facet-panel.tsx';
import type { Column } from './list-types.ts';

/** Columns whose contents stand at the right. */
const atEnd = new Set<Column>(['purchaseCost', 'createdAt', 'updatedAt', 'checkedOutAt', 'dueAt']);

/** The order that the API has for a column, and which way round comes first. */
export const sortOf: Partial<Record<Column, { name: string; isDescendingFirst: boolean }>> = {
  tag: { name: 'tag', isDescendingFirst: false },
  createdAt: { name: 'createdAt', isDescendingFirst: true },
  updatedAt: { name: 'updatedAt', isDescendingFirst: true },
};

export const isAtEnd = (column: Column): boolean => atEnd.has(column);

/** What a column shows of a device. */
export function Cell({ asset, column }: { asset: Asset; column: Column }) {
  const words = useWords(assetWords);
  const labelOf = useFacetLabel();
  const format = useFormats();
  const day = (value: string | null) => value && <span className="one-line">{format.date(value)}</span>;
  const ago = (at: string | null): ReactNode => at && <Ago at={at} />;
  const contents: Record<Column, () => ReactNode> = {
    tag: () => <span className="mono muted">{asset.tag}</span>,
    status: () => <AssetStatusChip status={asset.status} />,
    custodian: () => (
      <span className="row tight">
        <Custodian asset={asset} />
        <DueBack asset={asset} isBrief />
      </span>
    ),
    location: () => asset.location && <bdi className="muted">{asset.location.name}</bdi>,
    kind: () => <span className="muted">{labelOf('kind', asset.kind)}</span>,
    manufacturer: () => <bdi className="muted">{asset.manufacturer}</bdi>,
    model: () => <bdi className="muted">{asset.model}</bdi>,
    serial: () => <span className="mono muted">{asset.serial}</span>,
    criticality: () => <span className="muted">{words.levels[asset.criticality]}</span>,
    checkedOutAt: () => ago(asset.checkedOutAt),
    dueAt: () => asset.dueAt && <Ago at={asset.dueAt} />,
    warrantyUntil: () => day(asset.warrantyUntil),
    purchasedOn: () => day(asset.purchasedOn),
    purchaseCost: () => asset.purchaseCost !== null && format.money(asset.purchaseCost, asset.purchaseCurrency ?? 'EUR'),
    createdAt: () => ago(asset.createdAt),
    updatedAt: () => ago(asset.updatedAt),
  };
  return <td className={isAtEnd(column) ? 'end muted small' : undefined}>{contents[column]()}</td>;
}

function Custodian({ asset }: { asset: Asset }) {
  if (!asset.custodian) return null;
  const { type, id } = asset.custodian;
  const href = type === 'person' ? links.person(id) : type === 'location' ? links.site(id) : links.asset(id);
  return (
    <Link href={href} className="over-row">
      {type === 'person' ? <PersonName person={asset.custodian} /> : <bdi>{asset.custodian.name}</bdi>}
    </Link>
  );
}
