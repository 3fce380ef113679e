import type { InventoryDocument, InventoryIdentity, InventorySections } from './inventory-document.ts';

const hardware: InventoryDocument['hardware'] = {
  manufacturer: 'Dell Inc.',
  model: 'Latitude 7440',
  modelNumber: null,
  chassis: 'Notebook',
  isVirtual: false,
  hypervisor: null,
  memoryMb: 16_384,
  lastUser: 'ana',
  defaultGateway: null,
  domain: null,
  biosVersion: '1.2',
  biosDate: null,
  bootedAt: null,
  description: null,
};

export interface Telling {
  identity?: Partial<InventoryIdentity>;
  hardware?: Partial<InventoryDocument['hardware']>;
  sections?: InventorySections;
  agent?: Partial<InventoryDocument['agent']>;
  isPartial?: boolean;
}

/** A document as a notebook's agent would say it, with what is given said otherwise. */
export function documentSaying({ identity, hardware: own, sections, agent, isPartial }: Telling = {}): InventoryDocument {
  return {
    agent: { name: 'FusionInventory-Agent_v2.6-3', deviceId: 'pc-7-2026-11-20-10-00-00', agentId: null, ...agent },
    itemType: 'computer',
    isPartial: isPartial ?? false,
    identity: {
      name: 'pc-7',
      uuid: '4C4C4544-0042-3510-8054-B7C04F4E4731',
      serial: 'PF-7',
      boardSerial: null,
      macs: ['3c:52:82:11:22:33'],
      imeis: [],
      firmwareTag: null,
      agentTag: null,
      ...identity,
    },
    hardware: { ...hardware, ...own },
    sections: sections ?? {},
  };
}

/** Programs by name and version. */
export const programs = (list: Record<string, string>): NonNullable<InventorySections['software']> =>
  Object.entries(list).map(([name, version]) => ({
    name,
    version,
    publisher: 'Example',
    origin: 'deb',
    architecture: 'x86_64',
    isSystem: false,
    installedOn: null,
  }));
