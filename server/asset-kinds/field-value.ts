import { isIP } from 'node:net';
import { nameKey } from '../platform/name-key.ts';
import type { Field } from './kind.ts';

export const fieldTypes = [
  'text',
  'long_text',
  'number',
  'date',
  'boolean',
  'choice',
  'choices',
  'url',
  'email',
  'person',
  'location',
] as const;
export type FieldType = (typeof fieldTypes)[number];

export type FieldValue = string | number | boolean | string[];
export type FieldValues = Record<string, FieldValue>;

/** Says what is wrong with a value; thrown by `readFieldValue`. */
export class FieldFault extends Error {}

type Rule = Pick<Field, 'type' | 'choices' | 'rules'>;

/**
 * The value that was given for a field, as it is kept: trimmed, numbers as numbers, addresses of people as ids that the
 * caller looks up. Null means that the field is to be empty. Throws FieldFault when it is not what the field takes.
 */
export function readFieldValue(field: Rule, given: unknown): FieldValue | null {
  if (given === null || given === undefined || given === '' || (Array.isArray(given) && given.length === 0)) return null;
  const value = readers[field.type](field, given);
  return value === '' ? null : value;
}

const readers: Record<FieldType, (field: Rule, given: unknown) => FieldValue> = {
  text: ({ rules }, given) => readText(given, rules.maxLength ?? 500, rules, true),
  long_text: ({ rules }, given) => readText(given, rules.maxLength ?? 10_000, {}, false),
  number: ({ rules }, given) => readNumber(given, rules),
  date: (_, given) => readDate(given),
  boolean: (_, given) => readBoolean(given),
  choice: (field, given) => readChoice(field, given),
  choices: (field, given) => readChoices(field, given),
  url: (_, given) => readUrl(given),
  email: (_, given) => readEmail(given),
  person: (_, given) => readReference(given, 'a person'),
  location: (_, given) => readReference(given, 'a location'),
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/u;

function plainText(given: unknown, max: number): string {
  if (typeof given !== 'string' && typeof given !== 'number') throw new FieldFault('must be text');
  const value = String(given).trim();
  if (value.length > max) throw new FieldFault(`must have at most ${max} characters`);
  if (unprintable.test(value)) throw new FieldFault('must not contain control characters');
  return value;
}

function readText(given: unknown, max: number, { format, mask }: Field['rules'], isLine: boolean): string {
  const plain = plainText(given, max);
  const value = isLine ? plain.replace(/(?:[^\S\u00a0\u202f]|\u0085)+/g, ' ') : plain;
  if (value === '') return value;
  if (format === 'digits' && !/^\d+$/.test(value)) throw new FieldFault('must consist of digits');
  if (format === 'alphanumeric' && !/^[\p{L}\p{N}]+$/u.test(value)) throw new FieldFault('must consist of letters and digits');
  if (format === 'ip' && isIP(value) === 0) throw new FieldFault('must be an IP address');
  if (format === 'mac') return readMac(value);
  if (mask && !fitsMask(value, mask)) throw new FieldFault(`must look like ${mask}`);
  return value;
}

function readMac(value: string): string {
  const digits = value.toLowerCase().replace(/[:.\-\s]/g, '');
  if (!/^[0-9a-f]{12}$/.test(digits)) throw new FieldFault('must be a MAC address');
  return (digits.match(/../g) as string[]).join(':');
}

/** A mask has no repetition, so that trying it takes as long as the value is. */
function fitsMask(value: string, mask: string): boolean {
  const letters = [...value];
  const signs = [...mask];
  const fits = (sign: string, letter: string) => {
    if (sign === 'A') return /\p{L}/u.test(letter);
    if (sign === '0') return /\d/.test(letter);
    return sign === '*' ? /[\p{L}\p{N}]/u.test(letter) : sign === letter;
  };
  return letters.length === signs.length && signs.every((sign, i) => fits(sign, letters[i] as string));
}

function readNumber(given: unknown, { min, max, decimals }: Field['rules']): number {
  const value = typeof given === 'string' ? Number(given.trim().replace(/^(-?\d+),(\d+)$/, '$1.$2')) : given;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new FieldFault('must be a number');
  if (Math.abs(value) > 1e15) throw new FieldFault('must be less than a thousand million million');
  const places = decimals ?? 6;
  const rounded = Number(value.toFixed(places));
  if (Math.abs(rounded - value) > 1e-9) {
    throw new FieldFault(places === 0 ? 'must be a whole number' : `must have at most ${places} decimals`);
  }
  if (min !== undefined && value < min) throw new FieldFault(`must be at least ${min}`);
  if (max !== undefined && value > max) throw new FieldFault(`must be at most ${max}`);
  return rounded;
}

function readDate(given: unknown): string {
  const value = plainText(given, 40);
  const [year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? []).slice(1).map(Number);
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day ?? 0));
  if (!year || date.toISOString().slice(0, 10) !== value) throw new FieldFault('must be a date such as 2026-11-24');
  return value;
}

const yes = new Set(['true', 'yes', 'y', '1', 'oui', 'vrai']);
const no = new Set(['false', 'no', 'n', '0', 'non', 'faux']);

function readBoolean(given: unknown): boolean {
  if (typeof given === 'boolean') return given;
  const word = String(given).trim().toLowerCase();
  if (yes.has(word)) return true;
  if (no.has(word)) return false;
  throw new FieldFault('must be true or false');
}

/** By its value, or by its name in either language in whatever writing: lists from elsewhere say "Noir" or "BLACK". */
function readChoice({ choices }: Rule, given: unknown): string {
  const word = nameKey(plainText(given, 200));
  const found =
    choices.find(({ value }) => nameKey(value) === word) ?? choices.find(({ name }) => [name.en, name.fr].some((n) => nameKey(n) === word));
  if (!found) {
    const some = choices.filter(({ isActive }) => isActive).slice(0, 10);
    throw new FieldFault(`must be one of ${some.map(({ value }) => value).join(', ')}`);
  }
  return found.value;
}

function readChoices(field: Rule, given: unknown): string[] {
  const words = Array.isArray(given) ? given : plainText(given, 2000).split(/[,;|]/);
  if (words.length > 50) throw new FieldFault('must be at most 50 choices');
  const chosen = new Set(words.filter((word) => String(word).trim() !== '').map((word) => readChoice(field, word)));
  // In the order of the field, so that the same choice is the same value.
  return field.choices.map(({ value }) => value).filter((value) => chosen.has(value));
}

function readUrl(given: unknown): string {
  const value = plainText(given, 2000);
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw new FieldFault('must be an address such as https://example.org/');
  return value;
}

function readEmail(given: unknown): string {
  const value = plainText(given, 254);
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) throw new FieldFault('must be an e-mail address');
  return value;
}

/** By id, or as the API answers it: with a name. */
function readReference(given: unknown, what: string): string {
  const id = typeof given === 'object' && given !== null ? (given as { id?: unknown }).id : given;
  if (typeof id !== 'string' || id.length > 254) throw new FieldFault(`must be the id of ${what}`);
  return plainText(id, 254);
}

/** The forms under which a value is found and compared: one, or one a choice. */
export function valueKeys(type: FieldType, value: FieldValue): string[] {
  if (Array.isArray(value)) return value.map(nameKey);
  if (type === 'number') return [numberKey(value as number)];
  return [nameKey(String(value)).slice(0, 500)];
}

/** A text that sorts as the number does: the sign, then seventeen digits before the point and six behind it. */
export function numberKey(value: number): string {
  const [whole, rest] = Math.abs(value).toFixed(6).split('.') as [string, string];
  const digits = whole.padStart(17, '0') + rest;
  return value < 0 ? `-${[...digits].map((digit) => 9 - Number(digit)).join('')}` : `0${digits}`;
}
