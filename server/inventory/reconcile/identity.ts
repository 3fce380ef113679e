import { isImei, normalMac } from '../../assets/asset-identifiers.ts';
import { sha256 } from '../../platform/ids.ts';
import type { InventoryDocument } from '../inventory-document.ts';

/** The words by which rules tell machines apart. */
export const keyTypes = ['serial', 'uuid', 'imei', 'tag', 'agentId', 'deviceId', 'macs', 'name'] as const;
export type KeyType = (typeof keyTypes)[number];

/** What a machine said of who it is, in the writing in which it is compared; a word that was not said has no values. */
export type Identity = Record<KeyType, string[]>;

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const longest = 200;

const folded = (value: string | null | undefined): string[] => {
  const text = (value ?? '').normalize('NFKC').toUpperCase().replace(/\s+/g, '').slice(0, longest);
  return text === '' ? [] : [text];
};

/**
 * Firmware and hypervisors disagree on the order of the first three groups' bytes: both writings are one UUID, the lesser
 * of the two.
 */
export function uuidValue(uuid: string | null): string | null {
  const plain = (uuid ?? '').trim().toLowerCase().replace(/[{}]/g, '');
  if (!uuidPattern.test(plain)) return null;
  const swapped = plain.replace(/^(..)(..)(..)(..)-(..)(..)-(..)(..)/, '$4$3$2$1-$6$5-$8$7');
  return [plain, swapped].sort()[0] as string;
}

export const noIdentity: Identity = { serial: [], uuid: [], imei: [], tag: [], agentId: [], deviceId: [], macs: [], name: [] };

/** Who a document's machine says it is. */
export function identityOf({ identity, agent }: InventoryDocument): Identity {
  const uuid = uuidValue(identity.uuid);
  const found: Identity = {
    ...noIdentity,
    serial: [identity.serial, identity.boardSerial].map(folded).find((values) => values.length > 0) ?? [],
    uuid: uuid ? [uuid] : [],
    imei: identity.imeis.filter(isImei),
    tag: folded(identity.agentTag),
    agentId: folded(agent.agentId),
    macs: [...new Set(identity.macs.flatMap((mac) => normalMac(mac) ?? []))].slice(0, 64).sort(),
    name: folded(identity.name),
  };
  // It changes with each installation, on phones each day: only who has nothing better is known by it.
  const isKnownOtherwise = [found.serial, found.uuid, found.imei, found.agentId].some((values) => values.length > 0);
  return isKnownOtherwise ? found : { ...found, deviceId: folded(agent.deviceId) };
}

/** The same for the same words, whatever their order. */
export const identityHash = (identity: Identity): string =>
  sha256(JSON.stringify(keyTypes.map((type) => [...identity[type]].sort()))).slice(0, 40);

/** Every word with its type. */
export const wordsOf = (identity: Identity): Array<{ type: KeyType; value: string }> =>
  keyTypes.flatMap((type) => identity[type].map((value) => ({ type, value })));
