import { nameKey } from '../platform/name-key.ts';
import type { Texts } from './import-file.ts';
import { parseStatus } from './import-values.ts';

/** A record as Snipe-IT's interface tells it. */
export type SnipeRow = Record<string, unknown>;

/** How things that came before are called here, by their number there; null while they have not come. */
export interface SnipeRefs {
  location(id: number): string | null;
  /** The e-mail address. */
  person(id: number): string | null;
  /** The tag. */
  asset(id: number): string | null;
}

export interface SnipeSettings {
  /** What amounts are in: the interface does not say. */
  currency: string;
  /** The columns of own fields that are called so. */
  ownFields?: Map<string, string>;
}

export interface Converted {
  line: number;
  texts: Texts;
  /** True when it mentions what has not come yet. */
  isWaiting: boolean;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** The text as somebody typed it: the interface answers it escaped for pages. */
export const unescaped = (text: string): string =>
  text.replace(/&(#x[0-9a-f]+|#\d+|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
  });

const textOf = (value: unknown): string | undefined => {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return unescaped(String(value)).trim() || undefined;
};

const object = (value: unknown): SnipeRow => (typeof value === 'object' && value !== null ? (value as SnipeRow) : {});
const nameOf = (value: unknown): string | undefined => textOf(object(value)['name']);
const idOf = (value: unknown): number | null => {
  const id = Number(object(value)['id']);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
};

/** `{date, formatted}`, `{datetime, formatted}`, or the text of older releases. */
const dateOf = (value: unknown): string | undefined => {
  const { date, datetime } = object(value);
  return textOf(date ?? datetime ?? value)?.slice(0, 10);
};

/** `"1,234.50"`, `"12.00"`, a number, or one with its sign. */
const moneyOf = (value: unknown): string | undefined => textOf(value);

export const lineOf = (row: SnipeRow): number => idOf(row) ?? 0;

const present = (texts: Record<string, string | undefined>): Texts =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined)) as Texts;

const converted = (row: SnipeRow, texts: Record<string, string | undefined>, isWaiting = false): Converted => ({
  line: lineOf(row),
  texts: present(texts),
  isWaiting,
});

/** A mention of something that came before; it waits when that has not come. */
function mention(value: unknown, find: (id: number) => string | null): { text: string | undefined; isWaiting: boolean } {
  const id = idOf(value);
  const text = id === null ? null : find(id);
  return { text: text ?? undefined, isWaiting: id !== null && text === null };
}

/** A place, under the place that it lies in. */
export function locationTexts(row: SnipeRow, refs: SnipeRefs): Converted {
  const parent = mention(row['parent'], refs.location);
  const name = textOf(row['name'])?.replaceAll('>', '›');
  return converted(
    row,
    {
      name: parent.text ? `${parent.text} > ${name}` : name,
      address: textOf(row['address']),
      address2: textOf(row['address2']),
      city: textOf(row['city']),
      state: textOf(row['state']),
      zip: textOf(row['zip']),
      country: textOf(row['country']),
    },
    parent.isWaiting,
  );
}

/** A person; those without an address are called by their name for signing in, which may be one. */
export function personTexts(row: SnipeRow, refs: SnipeRefs): Converted {
  const manager = mention(row['manager'], refs.person);
  const location = mention(row['location'], refs.location);
  return converted(
    row,
    {
      email: textOf(row['email']) ?? textOf(row['username']),
      name: textOf(row['name']),
      firstName: textOf(row['first_name']),
      lastName: textOf(row['last_name']),
      jobTitle: textOf(row['jobtitle']),
      department: nameOf(row['department']),
      phone: textOf(row['phone']),
      location: location.text ?? nameOf(row['location']),
      manager: manager.text,
      language: textOf(row['locale']),
      isActive: row['activated'] === false ? 'no' : 'yes',
    },
    manager.isWaiting,
  );
}

export const supplierTexts = (row: SnipeRow): Converted =>
  converted(row, {
    name: textOf(row['name']),
    email: textOf(row['email']),
    phone: textOf(row['phone']),
    url: textOf(row['url']),
    contact: textOf(row['contact']),
    address:
      [row['address'], row['address2'], [row['zip'], row['city']].map(textOf).filter(Boolean).join(' '), row['country']]
        .map(textOf)
        .filter(Boolean)
        .join('\n') || undefined,
    notes: textOf(row['notes']),
  });

/** A device with who has it, its own fields, and what it cost. */
export function assetTexts(row: SnipeRow, refs: SnipeRefs, { currency, ownFields }: SnipeSettings): Converted {
  const custom = customFields(row['custom_fields'], ownFields ?? new Map());
  const place = mention(row['location'] ?? row['rtd_location'], refs.location);
  const status = statusOf(row['status_label']);
  const isGone = status === 'retired' || status === 'disposed';
  const custody = isGone ? { texts: {}, isWaiting: false } : custodyOf(row['assigned_to'], refs);
  const cost = moneyOf(row['purchase_cost']);
  return converted(
    row,
    {
      tag: textOf(row['asset_tag']),
      name: textOf(row['name']),
      serial: textOf(row['serial']),
      company: nameOf(row['company']),
      kind: nameOf(row['category']),
      manufacturer: nameOf(row['manufacturer']),
      model: nameOf(row['model']),
      modelNumber: textOf(row['model_number']),
      status,
      location: place.text ?? nameOf(row['location'] ?? row['rtd_location']),
      supplier: nameOf(row['supplier']),
      orderNumber: textOf(row['order_number']),
      purchasedOn: dateOf(row['purchase_date']),
      purchaseCost: cost,
      purchaseCurrency: cost ? currency : undefined,
      endOfLifeOn: dateOf(row['asset_eol_date']),
      warrantyUntil: dateOf(row['warranty_expires']),
      warrantyMonths: textOf(row['warranty_months']),
      dueAt: dateOf(row['expected_checkin']),
      ...custody.texts,
      ...custom.texts,
      notes: [textOf(row['notes']), ...custom.lines].filter(Boolean).join('\n') || undefined,
    },
    custody.isWaiting,
  );
}

function custodyOf(value: unknown, refs: SnipeRefs): { texts: Record<string, string | undefined>; isWaiting: boolean } {
  const { type } = object(value);
  const find = type === 'location' ? refs.location : type === 'asset' ? refs.asset : refs.person;
  const { text, isWaiting } = mention(value, find);
  if (idOf(value) === null) return { texts: {}, isWaiting };
  const custodianType = type === 'location' || type === 'asset' ? type : 'person';
  const said = text ?? textOf(object(value)['email']) ?? nameOf(value);
  return { texts: { custodianType, custodian: said }, isWaiting: isWaiting && custodianType === 'asset' };
}

/** By its own name where that says something to us, else by what it counts as. */
function statusOf(value: unknown): string | undefined {
  const label = object(value);
  const name = nameOf(label);
  const meta = textOf(label['status_meta']) ?? textOf(label['status_type']);
  if (meta === 'archived') return (name && parseStatus(name) === 'disposed' ? 'disposed' : undefined) ?? 'retired';
  const known = name ? parseStatus(name) : null;
  if (known && known !== 'retired' && known !== 'disposed') return known;
  return { deployed: 'deployed', undeployable: 'in_repair' }[meta ?? ''] ?? (meta || name ? 'in_stock' : undefined);
}

/** Addresses and IMEIs have their place; what else somebody made up is kept as words until it has one. */
function customFields(value: unknown, own: Map<string, string>): { texts: Record<string, string | undefined>; lines: string[] } {
  const texts: Record<string, string | undefined> = {};
  const lines: string[] = [];
  for (const [label, field] of Object.entries(object(value))) {
    const { value: said, field_format: format } = object(field);
    const text = textOf(said);
    if (!text) continue;
    const called = unescaped(label);
    if (format === 'MAC' || /\bmac\b/i.test(called)) texts['macs'] = [texts['macs'], text].filter(Boolean).join(' ');
    else if (/\bimei\b/i.test(called)) texts['imei'] = text;
    else if (/^uuid$/i.test(called)) texts['uuid'] = text;
    else if (own.has(nameKey(called))) texts[own.get(nameKey(called)) as string] = text;
    else lines.push(`${called}: ${text}`);
  }
  return { texts, lines };
}

export const licenceTexts = (row: SnipeRow, { currency }: SnipeSettings): Converted =>
  converted(row, {
    name: textOf(row['name']),
    publisher: nameOf(row['manufacturer']),
    seats: textOf(row['seats']),
    supplier: nameOf(row['supplier']),
    orderNumber: textOf(row['order_number']),
    purchasedOn: dateOf(row['purchase_date']),
    cost: withCurrency(moneyOf(row['purchase_cost']), currency),
    expiresOn: dateOf(row['expiration_date']),
    isReassignable: row['reassignable'] === false ? 'no' : row['reassignable'] === true ? 'yes' : undefined,
    notes: textOf(row['notes']),
    key: textOf(row['product_key']),
  });

/** A seat of a licence that somebody has; null for a free one. */
export function seatTexts(row: SnipeRow, licence: string, refs: SnipeRefs): Converted | null {
  const user = object(row['assigned_user']);
  const person = idOf(user);
  const asset = idOf(row['assigned_asset']);
  if (person === null && asset === null) return null;
  return converted(row, {
    licence,
    person: person === null ? undefined : (refs.person(person) ?? textOf(user['email']) ?? nameOf(user)),
    asset: asset === null ? undefined : (refs.asset(asset) ?? nameOf(row['assigned_asset'])),
  });
}

export const stockTexts = (row: SnipeRow, refs: SnipeRefs, { currency }: SnipeSettings): Converted => {
  const place = mention(row['location'], refs.location);
  return converted(row, {
    name: textOf(row['name']),
    manufacturer: nameOf(row['manufacturer']),
    partNumber: textOf(row['model_number']) ?? textOf(row['item_no']),
    supplier: nameOf(row['supplier']),
    minimum: textOf(row['min_amt'] ?? row['min_qty']),
    unitCost: withCurrency(moneyOf(row['purchase_cost'] ?? row['unit_cost']), currency),
    notes: textOf(row['notes']),
    // What is with people is not on the shelf.
    quantity: textOf(row['remaining'] ?? row['remaining_qty'] ?? row['qty']),
    place: place.text,
  });
};

/** An amount that says what it is in, unless it says so itself. */
const withCurrency = (amount: string | undefined, currency: string): string | undefined =>
  amount && !/[^\d.,\s]/.test(amount) ? `${amount} ${currency}` : amount;
