import { expect } from 'chai';
import fc from 'fast-check';
import { type Identity, noIdentity, uuidValue } from './identity.ts';
import { type Party, partition } from './partition.ts';
import { defaultJunk, defaultRules, junkTest, withoutJunk } from './rules.ts';
import { type PlacedParty, settle } from './settle.ts';

const isJunk = junkTest(defaultJunk);
const party = (id: string, identity: Partial<Identity>, pin: string | null = null): Party => ({
  id,
  identity: withoutJunk({ ...noIdentity, ...identity }, isJunk),
  pin,
});
const blocksOf = (parties: Party[]): string[] =>
  partition(parties, defaultRules).map(({ partyIds, isAmbiguous }) => partyIds.join('+') + (isAmbiguous ? '?' : ''));

const mac = (n: number) => `3c:52:82:00:00:${n.toString(16).padStart(2, '0')}`;

describe('which machines are one', () => {
  it('knows a renamed machine and one with a new installation of the agent', () => {
    const is = { serial: ['PF1'], uuid: ['u1'], macs: [mac(1)] };
    expect(
      blocksOf([party('a', { ...is, name: ['PC'] }), party('b', { ...is, name: ['OTHER'] }), party('c', { ...is, agentId: ['N'] })]),
    ).to.deep.equal(['a+b+c']);
  });

  it('reads both orders of the bytes of a UUID as one', () => {
    expect(uuidValue('{4C4C4544-0042-3510-8054-B7C04F4E4731}')).to.equal(uuidValue('44454c4c-4200-1035-8054-b7c04f4e4731'));
    expect(uuidValue('no uuid')).to.equal(null);
  });

  it('takes neighbours at one dock for two machines', () => {
    const dock = mac(99);
    expect(
      blocksOf([party('a', { serial: ['S1'], macs: [mac(1), dock] }), party('b', { serial: ['S2'], macs: [mac(2), dock] })]),
    ).to.deep.equal(['a', 'b']);
  });

  it('takes a copied disk image for another machine, though agent and tag came along', () => {
    const image = { agentId: ['AGENT'], tag: ['AST-00001'] };
    expect(
      blocksOf([party('a', { ...image, serial: ['S1'], uuid: ['u1'] }), party('b', { ...image, serial: ['S2'], uuid: ['u2'] })]),
    ).to.deep.equal(['a', 'b']);
  });

  it('lets nothing be known by junk', () => {
    expect(
      blocksOf([
        party('a', { serial: ['DEFAULTSTRING'], macs: ['02:42:ac:11:00:02'] }),
        party('b', { serial: ['DEFAULTSTRING'], macs: ['02:42:ac:11:00:02'] }),
      ]),
    ).to.deep.equal(['a', 'b']);
  });

  it('asks about a container that has the UUID and the serial number of its host', () => {
    const host = { serial: ['S'], uuid: ['u'] };
    const [a, b] = partition(
      [party('a', { ...host, macs: [mac(1)], name: ['HOST'] }), party('b', { ...host, macs: [mac(2)], name: ['BOX'] })],
      defaultRules,
    );
    expect(a?.doubts[0]).to.deep.include({ partyId: 'b', ruleId: 'serial-uuid', differ: ['macs', 'name'] });
    expect(b?.doubts[0]?.partyId).to.equal('a');
  });

  it('does not guess which of two clones somebody is who only says the UUID', () => {
    const clones = [party('a', { uuid: ['u'], serial: ['S1'] }), party('b', { uuid: ['u'], serial: ['S2'] }), party('c', { uuid: ['u'] })];
    expect(blocksOf(clones)).to.deep.equal(['a', 'b', 'c?']);
  });

  it('joins through a third who knows both halves', () => {
    expect(
      blocksOf([party('a', { uuid: ['u'] }), party('b', { serial: ['S'] }), party('c', { uuid: ['u'], serial: ['S'] })]),
    ).to.deep.equal(['a+b+c']);
  });

  it('keeps apart what people pinned apart', () => {
    const same = { serial: ['S'], uuid: ['u'] };
    expect(blocksOf([party('a', same, 'X'), party('b', same, 'Y')])).to.deep.equal(['a', 'b']);
    expect(blocksOf([party('a', { serial: ['S1'] }, 'X'), party('b', { serial: ['S2'] }, 'X')])).to.deep.equal(['a+b']);
  });
});

/** Machines of a small world in which values collide often. */
const pick = (values: string[]) =>
  fc.oneof(
    fc.constant<string[]>([]),
    fc.constantFrom(...values).map((value) => [value]),
  );
const identities: fc.Arbitrary<Identity> = fc.record({
  serial: pick(['S1', 'S2', 'S3', 'NONE']),
  uuid: pick(['u1', 'u2', 'u3']),
  imei: pick(['490154203237518']),
  tag: pick(['AST-00001', 'AST-00002']),
  agentId: pick(['A1', 'A2']),
  deviceId: pick(['D1', 'D2']),
  macs: fc.uniqueArray(fc.constantFrom(mac(1), mac(2), mac(3), mac(9)), { maxLength: 3 }),
  name: pick(['PC', 'SRV', 'LOCALHOST']),
});

describe('whatever the order in which machines come', () => {
  it('the partition is the same', () => {
    fc.assert(
      fc.property(fc.array(identities, { minLength: 2, maxLength: 9 }), fc.infiniteStream(fc.nat()), (found, numbers) => {
        const parties = found.map((identity, index) => party(`p${index}`, identity));
        const shuffled = [...parties].map((p) => ({ p, at: numbers.next().value as number })).sort((a, b) => a.at - b.at);
        expect(
          partition(
            shuffled.map(({ p }) => p),
            defaultRules,
          ),
        ).to.deep.equal(partition(parties, defaultRules));
      }),
      { numRuns: 400 },
    );
  });

  it('who comes one by one ends where all at once would be', () => {
    fc.assert(
      fc.property(fc.array(identities, { minLength: 2, maxLength: 8 }), fc.infiniteStream(fc.nat()), (found, numbers) => {
        const parties = found.map((identity, index) => party(`p${index}`, identity));
        const shuffled = [...parties].map((p) => ({ p, at: numbers.next().value as number })).sort((a, b) => a.at - b.at);
        const placed = arriveOneByOne(shuffled.map(({ p }) => p));
        const expected = partition(parties, defaultRules).map(({ partyIds }) => partyIds);
        expect(placed).to.deep.equal(expected);
      }),
      { numRuns: 400 },
    );
  });
});

/** Plays the arrivals without a database: who shares a record, or waits in one review. */
function arriveOneByOne(arrivals: Party[]): string[][] {
  const placed = new Map<string, PlacedParty>();
  const groups = new Map<string, string>();
  let made = 0;
  for (const arrival of arrivals) {
    placed.set(arrival.id, { ...arrival, assetId: null, isRecord: false });
    for (const placement of settle(partition([...placed.values()], defaultRules), placed, new Map())) {
      const assetId = placement.kind === 'asset' ? placement.assetId : placement.kind === 'new' ? `asset ${++made}` : null;
      const group = assetId ?? `review ${placement.partyIds[0]}`;
      for (const id of placement.partyIds) {
        (placed.get(id) as PlacedParty).assetId = assetId;
        groups.set(id, group);
      }
    }
  }
  const members = new Map<string, string[]>();
  for (const [id, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) members.set(group, [...(members.get(group) ?? []), id]);
  return [...members.values()].sort((a, b) => ((a[0] as string) < (b[0] as string) ? -1 : 1));
}
