import type { Identity, KeyType } from './identity.ts';

/** What it means when two machines share what a rule asks for and yet differ in all of some words. */
export interface Objection {
  differ: KeyType[];
  /** `separate`: they are two, whatever they share. `review`: a person decides. */
  verdict: 'separate' | 'review';
}

/** One way to know a machine again: it shares all of `keys`, and no objection holds. */
export interface MatchRule {
  id: string;
  isEnabled: boolean;
  keys: KeyType[];
  /** What the match is worth: they are one, or a person is asked. */
  match: 'same' | 'review';
  objections: Objection[];
}

/** Values that identify nothing. `*` at the end stands for any rest. */
export interface JunkWord {
  type: KeyType;
  pattern: string;
}

export interface RuleBook {
  rules: MatchRule[];
  junk: JunkWord[];
}

const isTwoMachines: Objection[] = [
  { differ: ['serial'], verdict: 'separate' },
  { differ: ['uuid'], verdict: 'separate' },
  { differ: ['imei'], verdict: 'separate' },
];
/** Containers and clones have their host's or their model's words, but cards and names of their own. */
const isClone: Objection = { differ: ['macs', 'name'], verdict: 'review' };

const rule = (id: string, keys: KeyType[], objections: Objection[], match: MatchRule['match'] = 'same'): MatchRule => ({
  id,
  isEnabled: true,
  keys,
  match,
  objections,
});

/** The rules that come with the program, the most telling first. */
export const defaultRules: MatchRule[] = [
  rule('serial-uuid', ['serial', 'uuid'], [{ differ: ['imei'], verdict: 'review' }, isClone]),
  rule('imei', ['imei'], [{ differ: ['serial'], verdict: 'review' }]),
  rule('serial', ['serial'], [{ differ: ['uuid'], verdict: 'review' }, { differ: ['imei'], verdict: 'review' }, isClone]),
  rule('uuid', ['uuid'], [{ differ: ['serial'], verdict: 'review' }, { differ: ['imei'], verdict: 'review' }, isClone]),
  // A disk image takes tag and agent along to machines that are others.
  rule('tag', ['tag'], isTwoMachines),
  rule('agent', ['agentId'], [...isTwoMachines, { differ: ['macs'], verdict: 'separate' }]),
  rule('device', ['deviceId'], [...isTwoMachines, { differ: ['macs'], verdict: 'separate' }]),
  rule('macs-name', ['macs', 'name'], isTwoMachines),
  // Docks and adapters are shared by whoever sits there.
  rule('macs', ['macs'], [...isTwoMachines, { differ: ['name'], verdict: 'review' }]),
  { ...rule('name', ['name'], [...isTwoMachines, { differ: ['macs'], verdict: 'separate' }], 'review'), isEnabled: false },
];

const junkOf: Partial<Record<KeyType, string[]>> = {
  serial: [
    'NONE',
    'N/A',
    'NA',
    'UNKNOWN',
    'NOTSPECIFIED',
    'NOTAVAILABLE',
    'NOTAPPLICABLE',
    'DEFAULTSTRING',
    'SYSTEMSERIALNUMBER',
    'CHASSISSERIALNUMBER',
    'SERIALNUMBER',
    'TOBEFILLEDBYO.E.M.',
    'TOBEFILLEDBYOEM',
    'INVALID',
    'OEM',
    'EMPTY',
    'AUCUN',
    'INCONNU',
    '0123456789',
    '123456789',
  ],
  uuid: [
    '00000000-*',
    'ffffffff-*',
    '03000200-0400-0500-0006-000700080009',
    '00020003-0004-0005-0006-000700080009',
    '12345678-1234-5678-90ab-cddeefaabbcc',
  ],
  macs: ['00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff', '50:50:54:50:30:30', '33:50:6f:45:30:30', '0a:00:27:*'],
  name: ['LOCALHOST', 'LOCALHOST.LOCALDOMAIN', 'VM', 'UNKNOWN', 'DEBIAN', 'UBUNTU', 'ANDROID', 'IPHONE'],
  tag: ['NA', 'NONE', 'DEFAULT'],
  imei: ['000000000000000'],
};

export const defaultJunk: JunkWord[] = Object.entries(junkOf).flatMap(([type, patterns]) =>
  patterns.map((pattern) => ({ type: type as KeyType, pattern })),
);

/** Tells which words identify nothing: those on the list, runs of one sign, addresses that software made up. */
export function junkTest(junk: readonly JunkWord[]): (type: KeyType, value: string) => boolean {
  const exact = new Set(junk.filter(({ pattern }) => !pattern.endsWith('*')).map(({ type, pattern }) => `${type} ${fold(type, pattern)}`));
  const starts = junk
    .filter(({ pattern }) => pattern.endsWith('*'))
    .map(({ type, pattern }) => ({ type, start: fold(type, pattern.slice(0, -1)) }));
  return (type, value) =>
    exact.has(`${type} ${value}`) ||
    starts.some((beginning) => beginning.type === type && value.startsWith(beginning.start)) ||
    (type === 'serial' && /^([0X.*-])\1*$/.test(value)) ||
    (type === 'macs' && (Number.parseInt(value.slice(0, 2), 16) & 0b11) !== 0);
}

const fold = (type: KeyType, pattern: string): string =>
  type === 'uuid' || type === 'macs' ? pattern.trim().toLowerCase() : pattern.normalize('NFKC').toUpperCase().replace(/\s+/g, '');

/** Who a machine is without the words that identify nothing. */
export const withoutJunk = (identity: Identity, isJunk: (type: KeyType, value: string) => boolean): Identity =>
  Object.fromEntries(
    Object.entries(identity).map(([type, values]) => [type, values.filter((value) => !isJunk(type as KeyType, value))]),
  ) as Identity;
