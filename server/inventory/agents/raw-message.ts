/** One entry of a section as an agent wrote it, its names in lower case: XML and JSON come out alike. */
export interface Entry {
  [name: string]: EntryValue;
}
export type EntryValue = string | number | boolean | null | Entry | EntryValue[];

/** A message of an agent before anything is made of it. Sections that we do not want were never kept. */
export interface RawMessage {
  format: 'xml' | 'json';
  /** `PROLOG`, `INVENTORY`, `NETDISCOVERY`, `SNMPQUERY`; in JSON `contact`, `inventory`; in the case of the agent. */
  query: string;
  deviceId: string;
  /** What stands beside the content: tag, item type, version, tasks. */
  head: Entry;
  sections: Map<string, Entry[]>;
}

/**
 * Sections that are read. What is not named here is skipped while it streams by; environments, processes and the
 * agent's own command line are not, because they hold passwords.
 */
export const wantedSections: ReadonlySet<string> = new Set([
  'accountinfo',
  'agent',
  'antivirus',
  'batteries',
  'bios',
  'cartridges',
  'cpus',
  'device',
  'drives',
  'firewall',
  'firewalls',
  'hardware',
  'licenseinfos',
  'local_users',
  'memories',
  'modems',
  'modulefirmware',
  'monitors',
  'network_components',
  'network_device',
  'network_ports',
  'networks',
  'operatingsystem',
  'pagecounters',
  'printers',
  'processnumber',
  'remote_mgmt',
  'simcards',
  'sim',
  'softwares',
  'storages',
  'usbdevices',
  'users',
  'versionclient',
  'videos',
  'virtualmachines',
]);

/** Names of values that are dropped wherever they stand. */
export const secretNames: ReadonlySet<string> = new Set(['perl_args', 'perl_inc', 'envs', 'environment', 'processes', 'cmd', 'password']);

const isEntry = (value: EntryValue | undefined): value is Entry => typeof value === 'object' && value !== null && !Array.isArray(value);

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const control = /[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g;

/** A value as one tidy line of text, or null when there is none. */
export function tidy(value: EntryValue | undefined, max = 500): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return tidy(value[0], max);
  if (typeof value !== 'string') return null;
  const text = value
    .replace(control, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
    .slice(0, max)
    .trim()
    .replace(/\p{Surrogate}/gu, '\ufffd');
  return text === '' ? null : text;
}

/** The first of these values that says something. */
export function textOf(entry: Entry | undefined, ...names: string[]): string | null {
  if (!entry) return null;
  for (const name of names) {
    const text = tidy(entry[name]);
    if (text !== null) return text;
  }
  return null;
}

/** The first of these values that is a number above zero; units behind it are left out, floats are rounded. */
export function numberOf(entry: Entry | undefined, ...names: string[]): number | null {
  for (const name of names) {
    const found = /^-?\d+(\.\d+)?/.exec(tidy(entry?.[name]) ?? '');
    const value = found ? Math.round(Number(found[0])) : 0;
    if (value > 0 && value <= Number.MAX_SAFE_INTEGER) return value;
  }
  return null;
}

/** The first of these values that says yes or no. */
export function flagOf(entry: Entry | undefined, ...names: string[]): boolean | null {
  for (const name of names) {
    const text = tidy(entry?.[name])?.toLowerCase();
    if (text === undefined) continue;
    if (['1', 'true', 'yes', 'on', 'enabled', 'running'].includes(text)) return true;
    if (['0', 'false', 'no', 'off', 'disabled', 'stopped'].includes(text)) return false;
  }
  return null;
}

/** What lies under a name as a list of entries, also when the agent wrote one alone. */
export function entriesOf(entry: Entry | undefined, name: string): Entry[] {
  const value = entry?.[name];
  if (Array.isArray(value)) return value.filter(isEntry);
  return isEntry(value) ? [value] : [];
}

/** What lies under a name as a list of texts. */
export function textsOf(entry: Entry | undefined, name: string): string[] {
  const value = entry?.[name];
  return (Array.isArray(value) ? value : [value]).flatMap((item) => tidy(item) ?? []);
}
