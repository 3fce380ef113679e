import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { newId } from '../platform/ids.ts';
import { type Asset, tagOf } from './asset.ts';
import { findIdentifierBearers, insertAssets } from './asset-store.ts';

const macOf = (n: number) => `A4:BB:6D:00:${[n >> 8, n & 255].map((byte) => byte.toString(16).padStart(2, '0')).join(':')}`.toUpperCase();

eachDatabase('the store of assets', (db) => {
  it('writes many assets with hardware addresses at once', async () => {
    const at = new Date('2026-03-02T09:00:00Z');
    const assets = Array.from(
      { length: 700 },
      (_, n): Asset => ({
        id: newId(),
        tag: tagOf(n + 1),
        kind: 'computer',
        name: `PC ${n}`,
        serial: null,
        manufacturer: null,
        model: null,
        status: 'in_stock',
        locationId: null,
        custodianType: null,
        custodianId: null,
        checkedOutAt: null,
        dueAt: null,
        warrantyUntil: null,
        purchasedOn: null,
        purchaseCostCents: null,
        purchaseCurrency: null,
        notes: null,
        criticality: 'medium',
        companyId: null,
        fields: {},
        identifiers: { uuid: null, macs: [macOf(n)], imei: null },
        version: 1,
        createdAt: at,
        updatedAt: at,
      }),
    );
    await insertAssets(db().writer, assets);
    const macs = assets.flatMap(({ identifiers }) => identifiers.macs);
    expect((await findIdentifierBearers(db().writer, 'mac', macs)).size).to.equal(700);
  });
});
