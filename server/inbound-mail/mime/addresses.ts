import addressparser from 'nodemailer/lib/addressparser';
import { decodeWords } from './words.ts';

export interface Address {
  /** In lower case, or '' when there is none. */
  address: string;
  name: string;
}

const mostAddresses = 500;
const shape = /^[^\s@<>()[\],;:"\\]{1,64}@[^\s@<>()[\],;:"\\]{1,253}$/;

/** The addresses of a field. Names are decoded after the field was cut up, so that no encoded comma makes an address. */
export function readAddresses(raw: string): Address[] {
  const parsed = flat(addressparser(raw.slice(0, 100_000)));
  return parsed.slice(0, mostAddresses).map(({ name, address }) => ({
    name: decodeWords(name).replace(/\s+/g, ' ').trim().slice(0, 200),
    address: normalAddress(address),
  }));
}

interface Parsed {
  name?: string;
  address?: string;
  group?: Parsed[];
}

const flat = (list: Parsed[]): Array<{ name: string; address: string }> =>
  list.flatMap((one) => (one.group ? flat(one.group) : [{ name: one.name ?? '', address: one.address ?? '' }]));

/** The address in lower case; '' when it has not the shape of one. */
export function normalAddress(address: string): string {
  const plain = address.trim().toLowerCase().replace(/^<|>$/g, '');
  return shape.test(plain) ? plain : '';
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** `ana+news@example.org` → `ana@example.org`; null when nothing follows the name. */
export function withoutDetail(address: string): string | null {
  const found = /^([^+@]+)\+[^@]*(@.+)$/.exec(address);
  return found ? `${found[1]}${found[2]}` : null;
}
