import { expect } from 'chai';
import fc from 'fast-check';
import { freshDatabase } from '../../../db/testing.ts';
import { testContext } from '../../testing.ts';
import type { InventoryIdentity } from '../inventory-document.ts';
import { receiveInventory } from '../receive-inventory.ts';
import { documentSaying } from '../testing-documents.ts';

type Words = Pick<InventoryIdentity, 'name' | 'serial' | 'uuid' | 'macs'> & { agentId: string | null; deviceId: string };

const mac = (n: number) => `3c:52:84:00:00:${n.toString(16).padStart(2, '0')}`;
const uuid = (n: number) => `4c4c4544-0042-3510-8054-b7c04f4f99${String(n).padStart(2, '0')}`;
const swapped = (value: string) => value.replace(/^(..)(..)(..)(..)-(..)(..)-(..)(..)/, '$4$3$2$1-$6$5-$8$7');
const dock = mac(0xdd);

/** A little company: what happens to its machines, each as all the ways in which they introduce themselves. */
const lives: Array<(n: number) => Words[]> = [
  // Renamed, and its agent installed anew.
  (n) => [machine(n), { ...machine(n), name: `renamed-${n}` }, { ...machine(n), agentId: `new-${n}`, deviceId: `new-${n}` }],
  // In the dock and out of it.
  (n) => [machine(n), { ...machine(n), macs: [...machine(n).macs, dock] }],
  // A virtual machine seen from the guest and from the host's side.
  (n) => [machine(n), { ...machine(n), uuid: swapped(uuid(n)) }],
  // Made of another's disk image.
  (n) => [machine(n), { ...machine(n + 40), agentId: machine(n).agentId, deviceId: machine(n).deviceId }],
  // A clone whose UUID is its model's, and one who says nothing else.
  (n) => [machine(n), { ...machine(n + 40), uuid: uuid(n) }, { ...machine(n), serial: null, macs: [], name: `only-${n}`, agentId: null }],
  // Asked by an agent without rights, then with.
  (n) => [{ ...machine(n), serial: null, uuid: null }, machine(n)],
  // A board full of defaults.
  (n) => [
    { ...machine(n), serial: 'Default string', uuid: '03000200-0400-0500-0006-000700080009' },
    { ...machine(n + 40), serial: 'To Be Filled By O.E.M.' },
  ],
];

function machine(n: number): Words {
  return { name: `pc-${n}`, serial: `SN-${n}`, uuid: uuid(n), macs: [mac(n)], agentId: `agent-${n}`, deviceId: `pc-${n}` };
}

/** Lets machines speak in this order and answers who shares a record, or waits in one review. */
async function partitionAfter(arrivals: Words[]): Promise<string[][]> {
  const db = await freshDatabase('sqlite');
  try {
    const ctx = testContext(db);
    for (const { agentId, deviceId, ...identity } of arrivals)
      await receiveInventory(ctx, { sourceId: null, document: documentSaying({ identity, agent: { agentId, deviceId } }) });
    const rows: Array<{ hash: string; assetId: string | null; reviewId: string | null }> = await db
      .sql('inventoryFingerprints')
      .select('hash', 'assetId', 'reviewId');
    const groups = new Map<string, string[]>();
    for (const { hash, assetId, reviewId } of rows) {
      const key = assetId ?? `review ${reviewId}`;
      groups.set(key, [...(groups.get(key) ?? []), hash].sort());
    }
    return [...groups.values()].sort((a, b) => (a.join() < b.join() ? -1 : 1));
  } finally {
    await db.close();
  }
}

describe('machines that come in any order', () => {
  it('end with the same records', async () => {
    const company = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: lives.length - 1 }), fc.integer({ min: 1, max: 6 })), {
      minLength: 2,
      maxLength: 4,
      selector: ([, n]) => n,
    });
    await fc.assert(
      fc.asyncProperty(company, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), async (chosen, weights) => {
        const arrivals = chosen.flatMap(([life, n]) => (lives[life] as (typeof lives)[number])(n));
        const shuffled = arrivals.map((words, i) => ({ words, weight: weights[i] as number })).sort((a, b) => a.weight - b.weight);
        expect(await partitionAfter(shuffled.map(({ words }) => words))).to.deep.equal(await partitionAfter(arrivals));
      }),
      { numRuns: 12 },
    );
  }).timeout(120_000);
});
