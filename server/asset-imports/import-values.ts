import { type AssetKind, type AssetStatus, assetStatuses, type Criticality, criticalities, nameKey } from '../assets/asset.ts';
import type { DateOrder } from './import-schemas.ts';

/** A value, or the reason why a text is none. */
export type Parsed<T> = { value: T; reason?: undefined } | { value?: undefined; reason: string };

const words = (text: string): string =>
  nameKey(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** The first kind of which a word occurs counts, so the narrow ones stand first. */
const kindWords: Array<[AssetKind, RegExp]> = [
  ['server', /\b(servers?|serveurs?|blade|nas|hypervis\w*)\b/],
  ['printer', /\b(printers?|imprimantes?|copiers?|photocopieurs?|mfp|multifunction|plotters?|traceurs?)\b/],
  [
    'network',
    /\b(switch(es)?|routers?|routeurs?|firewalls?|pare feux?|access points?|bornes?( wi ?fi)?|network\w*|reseaux?|commutateurs?)\b/,
  ],
  ['mobile', /\b(mobiles?|smartphones?|tablets?|tablettes?|cell ?phones?|iphones?|ipads?|telephones? portables?)\b/],
  ['phone', /\b(phones?|voip|telephones?|telephonie|desk ?phones?|dect)\b/],
  [
    'peripheral',
    /\b(monitors?|displays?|ecrans?|moniteurs?|keyboards?|claviers?|mouse|mice|souris|docks?|docking\w*|stations? d accueil|webcams?|headsets?|casques?|peripher\w*|projectors?|projecteurs?|videoprojecteurs?|scanners?)\b/,
  ],
  [
    'computer',
    /\b(computers?|laptops?|notebooks?|desktops?|workstations?|pcs?|ordinateurs?|portables?|postes?|unites? centrales?|macbooks?)\b/,
  ],
];

/** What kind of device a category names, or null when it names none that we know. */
export function parseKind(text: string): AssetKind | null {
  const given = words(text);
  const own = [...kindWords.map(([kind]) => kind), 'other'].find((kind) => kind === given) as AssetKind | undefined;
  return (
    own ?? kindWords.find(([, pattern]) => pattern.test(given))?.[0] ?? (/^(others?|autres?|divers|misc\w*)$/.test(given) ? 'other' : null)
  );
}

const statusWords: Array<[AssetStatus, RegExp]> = [
  ['disposed', /\b(disposed|scrapped|sold|recycled|mis au rebut|rebut|vendu|cede|recycle)\b/],
  ['retired', /\b(retired|archived?|decommissioned|not fixable|end of life|reforme|archive|hors service|retire)\b/],
  ['lost', /\b(lost|stolen|missing|perdu|vole|egare)\b/],
  ['in_repair', /\b(repair\w*|broken|maintenance|reparation|panne|sav|out for repair|out for diagnostics)\b/],
  ['in_stock', /\b(stock|ready to deploy|deployable|available|pending|spare|en stock|disponible|reserve)\b/],
  ['deployed', /\b(deployed|in use|in service|assigned|checked out|en service|deploye|affecte|attribue|utilise)\b/],
];

/** The status that a list's words mean, or null. */
export function parseStatus(text: string): AssetStatus | null {
  const given = words(text);
  return (
    assetStatuses.find((status) => status.replace('_', ' ') === given) ??
    statusWords.find(([, pattern]) => pattern.test(given))?.[0] ??
    null
  );
}

const criticalityWords: Record<string, Criticality> = {
  faible: 'low',
  basse: 'low',
  moyenne: 'medium',
  haute: 'high',
  elevee: 'high',
  critical: 'high',
};

/** The criticality that a list's word means, or null. */
export function parseCriticality(text: string): Criticality | null {
  const given = words(text);
  return criticalities.find((level) => level === given) ?? criticalityWords[given] ?? null;
}

const isoDate = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?$/;
const slashDate = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?: .*)?$/;

/** Which way round a file writes days and months, seen from all its dates; null when they contradict each other. */
export function orderOfDates(texts: string[], fallback: 'dmy' | 'mdy'): 'dmy' | 'mdy' | null {
  const seen = new Set<string>();
  for (const text of texts) {
    const match = slashDate.exec(text);
    if (!match || match[2] === '.') continue;
    if (Number(match[1]) > 12) seen.add('dmy');
    else if (Number(match[3]) > 12) seen.add('mdy');
  }
  if (seen.size === 2) return null;
  return (seen.values().next().value as 'dmy' | 'mdy' | undefined) ?? fallback;
}

/** A calendar date in ISO form. With no known order, a date that could be two days is refused rather than guessed. */
export function parseDate(text: string, order: Exclude<DateOrder, 'auto'> | null): Parsed<string> {
  const iso = isoDate.exec(text);
  if (iso) return calendarDay(text, Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const match = slashDate.exec(text);
  if (!match) return { reason: `“${text}” is no date that we know` };
  const [first, second] = [Number(match[1]), Number(match[3])];
  const year = match[4]!.length === 2 ? Number(match[4]) + (Number(match[4]) < 70 ? 2000 : 1900) : Number(match[4]);
  if (match[2] === '.') return calendarDay(text, year, second, first);
  if (first > 12) return calendarDay(text, year, second, first);
  if (second > 12) return calendarDay(text, year, first, second);
  if (order === null && first !== second) return { reason: `“${text}” could be two days: this file mixes both orders` };
  return order === 'dmy' ? calendarDay(text, year, second, first) : calendarDay(text, year, first, second);
}

function calendarDay(text: string, year: number, month: number, day: number): Parsed<string> {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = year >= 1900 && year <= 2999 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? { value: date.toISOString().slice(0, 10) } : { reason: `There is no day “${text}”` };
}

/** An instant: ISO 8601 with zone as it is, a date as the end of that day. */
export function parseInstant(text: string, order: Exclude<DateOrder, 'auto'> | null): Parsed<Date> {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))) {
    return { value: new Date(text) };
  }
  const date = parseDate(text, order);
  return date.value === undefined ? date : { value: new Date(`${date.value}T23:59:59.000Z`) };
}

const currencySigns: Record<string, string> = { $: 'USD', '€': 'EUR', '£': 'GBP', 'fr.': 'CHF' };

/** `$1,234.50`, `1 234,50 €`, `1.234,50`, `2266.13` → hundredths and, when it is told, the currency. */
export function parseMoney(text: string): Parsed<{ cents: number; currency: string | null }> {
  const sign = /[$€£]|fr\.|\b[A-Z]{3}\b/.exec(text)?.[0] ?? null;
  const number = (sign ? text.replace(sign, '') : text).replace(/[\s\u00a0\u202f'’]/g, '');
  const match = /^(\d{1,3}(?:[.,]\d{3})+|\d+)(?:([.,])(\d{1,2}))?$/.exec(number);
  if (!match) return { reason: `“${text}” is no amount that we know` };
  const units = Number((match[1] as string).replace(/[.,]/g, ''));
  const cents = units * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  if (!Number.isSafeInteger(cents) || cents > 1e14) return { reason: `“${text}” is too much` };
  return { value: { cents, currency: sign ? (currencySigns[sign] ?? sign) : null } };
}

/** True for what a spreadsheet makes of a long number: its last digits are lost for good. */
export const isMangledNumber = (text: string): boolean => /^\d+([.,]\d+)?E\+\d+$/i.test(text);

/** The date so many months after another; the last of the month where there is no such day. */
export function monthsAfter(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}

/** Yes or no in either language; null for what is neither, `sometimes` among it. */
export function parseTruth(text: string): boolean | null {
  const given = words(text);
  if (/^(true|yes|y|1|oui|o|vrai|x|on|active|actif)$/.test(given)) return true;
  return /^(false|no|n|0|non|faux|off|inactive|inactif)$/.test(given) ? false : null;
}
