import type { Sql } from '../../../db/connection.ts';
import type { Bilingual, Field, Kind } from '../../asset-kinds/kind.ts';
import { allFields, allKinds } from '../../asset-kinds/kind-queries.ts';
import type { AssetAnswer } from '../asset-schemas.ts';
import type { LabelDesign, LabelField } from './label-schemas.ts';

export type LabelLanguage = 'en' | 'fr';

const yesOrNo = { en: ['yes', 'no'], fr: ['oui', 'non'] } as const;

/** Answers a function that says what a line of a label says of an asset, in the reader's language; null when there is nothing to say. */
export async function openLabelTexts(
  sql: Sql,
  design: LabelDesign,
  language: LabelLanguage,
): Promise<(asset: AssetAnswer, line: LabelField) => string | null> {
  const kinds = design.fields.includes('kind') ? await allKinds(sql) : new Map<string, Kind>();
  const own = design.fields.some((line) => line.startsWith('fields.')) ? await allFields(sql) : new Map<string, Field>();
  const known = knownTexts(kinds, language);
  return (asset, line) => {
    if (!line.startsWith('fields.')) return known[line as keyof typeof known](asset);
    const key = line.slice('fields.'.length);
    return valueText(own.get(key), asset.fields[key], language);
  };
}

const knownTexts = (kinds: Map<string, Kind>, language: LabelLanguage) => ({
  tag: ({ tag }: AssetAnswer) => tag,
  name: ({ name }: AssetAnswer) => name,
  serial: ({ serial }: AssetAnswer) => serial && `S/N ${serial}`,
  make: ({ manufacturer, model }: AssetAnswer) => [manufacturer, model].filter(Boolean).join(' '),
  kind: ({ kind }: AssetAnswer) => kinds.get(kind)?.name[language] ?? kind,
  location: ({ location }: AssetAnswer) => location?.name ?? null,
  custodian: ({ custodian }: AssetAnswer) => custodian?.name ?? null,
  company: ({ company }: AssetAnswer) => company?.name ?? null,
  purchasedOn: ({ purchasedOn }: AssetAnswer) => purchasedOn,
});

/** An own field with its name before it: a bare number tells nobody anything. */
function valueText(field: Field | undefined, value: unknown, language: LabelLanguage): string | null {
  if (!field || value === null || value === undefined || value === '') return null;
  const choices = new Map(field.choices.map((choice): [string, Bilingual] => [choice.value, choice.name]));
  const one = (each: unknown): string => {
    if (typeof each === 'boolean') return yesOrNo[language][each ? 0 : 1];
    if (typeof each === 'object' && each !== null) return String((each as { name?: unknown }).name ?? '');
    return choices.get(String(each))?.[language] ?? String(each);
  };
  const text = Array.isArray(value) ? value.map(one).join(', ') : one(value);
  return `${field.name[language]} ${text}${field.rules.unit ? ` ${field.rules.unit}` : ''}`;
}
