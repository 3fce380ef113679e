import type { AssetKind } from '../assets/asset.ts';
import { isIdentifyingMac, isImei, normalMac, serialKey } from '../assets/asset-identifiers.ts';
import type { NewAssetInput } from '../assets/asset-schemas.ts';
import type { InventoryDocument } from './inventory-document.ts';

const serverChassis = /rack mount|blade|main server|multi-system/i;
const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The kind of the register for a machine: what its chassis, its operating system and the agent's word say of it. */
export function kindOf({ itemType, hardware, sections }: InventoryDocument): AssetKind {
  if (itemType === 'phone') return 'mobile';
  if (itemType === 'network' || itemType === 'printer') return itemType;
  if (itemType === 'unmanaged') return 'other';
  const system = `${sections.operatingSystem?.name ?? ''}`;
  if (serverChassis.test(hardware.chassis ?? '') || /\bserver\b/i.test(system)) return 'server';
  return hardware.isVirtual ? 'server' : 'computer';
}

const line = (value: string | null | undefined, max: number): string | null => {
  const tidy = (value ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, max)
    .trim();
  return tidy === '' ? null : tidy;
};

/** What the register says of a machine that its agent describes; junk is no serial number and no UUID. */
export function assetOf(document: InventoryDocument): NewAssetInput {
  const { identity, hardware, agent } = document;
  const serial = [identity.serial, identity.boardSerial].find((value) => serialKey(value) !== null) ?? null;
  const uuid = uuidPattern.test(identity.uuid ?? '') ? (identity.uuid as string) : null;
  return {
    kind: kindOf(document),
    name: line(identity.name, 200) ?? line(hardware.model, 200) ?? line(agent.deviceId, 200) ?? 'unknown',
    serial: line(serial, 120),
    manufacturer: line(hardware.manufacturer, 120),
    model: line(hardware.model, 120),
    status: 'deployed',
    identifiers: {
      uuid,
      macs: [...new Set(identity.macs.flatMap((mac) => normalMac(mac) ?? []))].filter(isIdentifyingMac).slice(0, 64),
      imei: identity.imeis.find(isImei) ?? null,
    },
  };
}
