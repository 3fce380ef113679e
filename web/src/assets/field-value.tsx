import { useGet } from '../api/queries.ts';
import type { Location, Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { commonWords } from '../ui/words.ts';
import { assetWords } from './asset-words.ts';

/** The value of a field as people read it: words for codes, dates for instants, names for ids. */
export function FieldValue({ field, value }: { field: string; value: unknown }) {
  const words = useWords(assetWords);
  const common = useWords(commonWords);
  const format = useFormats();
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) {
    return <span className="muted">{words.empty}</span>;
  }
  if (field === 'status') return <>{common.assetStatus[value as keyof typeof common.assetStatus] ?? String(value)}</>;
  if (field === 'kind') return <>{common.assetKind[value as keyof typeof common.assetKind] ?? String(value)}</>;
  if (field === 'criticality') return <>{words.levels[value as keyof typeof words.levels] ?? String(value)}</>;
  if (field === 'locationId') return <LocationName id={String(value)} />;
  if (/(At|By)$/.test(field)) return <>{format.moment(String(value))}</>;
  if (/(On|Until)$/.test(field)) return <>{format.date(`${String(value)}T12:00`)}</>;
  if (field === 'purchaseCostCents') return <>{format.number(Number(value) / 100)}</>;
  return <bdi className="typed">{textOf(value)}</bdi>;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  const { name } = value as { name?: unknown };
  if (typeof name === 'string') return name;
  return Object.entries(value)
    .filter(([, part]) => part !== null && !(Array.isArray(part) && part.length === 0))
    .map(([key, part]) => `${key}: ${textOf(part)}`)
    .join(', ');
}

function LocationName({ id }: { id: string }) {
  const locations = useGet<Page<Location>>('/locations');
  return <bdi>{locations.data?.items.find((location) => location.id === id)?.name ?? id}</bdi>;
}
