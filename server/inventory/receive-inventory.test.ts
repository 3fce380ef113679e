import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { testContext } from '../testing.ts';
import type { InventoryDocument } from './inventory-document.ts';
import { receiveInventory } from './receive-inventory.ts';

const notebook: InventoryDocument = {
  agent: { name: 'FusionInventory-Agent_v2.6-3', deviceId: 'pc-7-2026-11-20-10-00-00', agentId: null },
  itemType: 'computer',
  isPartial: false,
  identity: {
    name: 'pc-7',
    uuid: '4C4C4544-0042-3510-8054-B7C04F4E4731',
    serial: 'PF-7',
    boardSerial: null,
    macs: ['3c:52:82:11:22:33'],
    imeis: [],
    firmwareTag: null,
    agentTag: null,
  },
  hardware: {
    manufacturer: 'Dell Inc.',
    model: 'Latitude 7440',
    modelNumber: null,
    chassis: 'Notebook',
    isVirtual: false,
    hypervisor: null,
    memoryMb: 16_384,
    lastUser: null,
    defaultGateway: null,
    domain: null,
    biosVersion: null,
    biosDate: null,
    bootedAt: null,
    description: null,
  },
  sections: {},
};

eachDatabase('what an agent says', (db) => {
  it('registers a machine once, and finds it again under another name', async () => {
    const ctx = testContext(db());
    const first = await receiveInventory(ctx, { sourceId: null, document: notebook });
    expect(first).to.include({ outcome: 'created', needsFull: false });
    const renamed = { ...notebook, identity: { ...notebook.identity, name: 'pc-8' } };
    const second = await receiveInventory(ctx, { sourceId: null, document: renamed });
    expect(second.assetId).to.equal(first.assetId);
  });
});
