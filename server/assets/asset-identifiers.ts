import type { AssetIdentifiers } from './asset.ts';

/** What firmware and people write where a serial number should be; none of these identifies anything. */
const junkSerials = new Set([
  '0',
  'NONE',
  'N/A',
  'NA',
  'UNKNOWN',
  'NOTSPECIFIED',
  'NOTAVAILABLE',
  'NOTAPPLICABLE',
  'DEFAULTSTRING',
  'SYSTEMSERIALNUMBER',
  'SERIALNUMBER',
  'TOBEFILLEDBYO.E.M.',
  'TOBEFILLEDBYOEM',
  'INVALID',
  'OEM',
  'EMPTY',
  'AUCUN',
  'INCONNU',
]);

/** The form in which serial numbers are compared, or null when the text identifies nothing. */
export function serialKey(serial: string | null): string | null {
  const key = (serial ?? '').toUpperCase().replace(/\s+/g, '');
  return key === '' || junkSerials.has(key) || /^([0X.*-])\1*$/.test(key) ? null : key;
}

const sharedUuids = new Set(['03000200-0400-0500-0006-000700080009']);

/** The UUID in upper case, or null when it is one that whole series of machines share. */
export function uuidKey(uuid: string): string | null {
  const key = uuid.toUpperCase();
  return sharedUuids.has(key) || /^([0F])\1{7}-/.test(key) ? null : key;
}

/** `00:1A-2b.3c4d5e` → `00:1a:2b:3c:4d:5e`; null when it is no MAC address. */
export function normalMac(mac: string): string | null {
  const digits = mac.toLowerCase().replace(/[:.\-\s]/g, '');
  return /^[0-9a-f]{12}$/.test(digits) ? (digits.match(/../g) as string[]).join(':') : null;
}

/** True when the address belongs to one real network card: neither zero, broadcast, virtual nor made up by software. */
export function isIdentifyingMac(mac: string): boolean {
  const isLocal = (Number.parseInt(mac.slice(0, 2), 16) & 0b11) !== 0;
  return !isLocal && mac !== '00:00:00:00:00:00' && mac !== '50:50:54:50:30:30' && !mac.startsWith('0a:00:27:');
}

/** True when the 15 digits end in the right check digit (Luhn) and are not all zero. */
export function isImei(imei: string): boolean {
  if (!/^\d{15}$/.test(imei) || /^0+$/.test(imei)) return false;
  const sum = [...imei].reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** All IMEIs of a machine, the first first. */
export const imeisOf = ({ imei, imeis }: Pick<AssetIdentifiers, 'imei' | 'imeis'>): string[] => [
  ...new Set([...(imei ? [imei] : []), ...(imeis ?? [])]),
];

/** What is kept of the one and of the several IMEIs that somebody told: a list only where it says more than the one. */
export function imeisFrom(imei: string | null | undefined, imeis: string[] | undefined): Pick<AssetIdentifiers, 'imei' | 'imeis'> {
  const all = imeisOf({ imei: imei ?? null, imeis: imeis ?? [] });
  return { imei: all[0] ?? null, ...(all.length > 1 && { imeis: all }) };
}

/** Every key under which a machine with these identifiers is found. */
export function identifierKeys(identifiers: AssetIdentifiers): Array<{ type: 'uuid' | 'mac' | 'imei'; value: string }> {
  const uuid = identifiers.uuid ? uuidKey(identifiers.uuid) : null;
  const macs = [...new Set(identifiers.macs)].filter(isIdentifyingMac);
  return [
    ...(uuid ? [{ type: 'uuid' as const, value: uuid }] : []),
    ...macs.map((value) => ({ type: 'mac' as const, value })),
    ...imeisOf(identifiers).map((value) => ({ type: 'imei' as const, value })),
  ];
}
