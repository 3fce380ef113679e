import type { Sql } from '../../../db/connection.ts';
import { type Asset, tagKey } from '../../assets/asset.ts';
import { findAssetsByWords } from '../../assets/asset-match-words.ts';
import { assetsOfPeople } from '../../assets/asset-origin-queries.ts';
import { isOfAgent, registerValues } from '../facts/agent-values.ts';
import { machinesOf } from '../facts/machine-queries.ts';
import type { Machine } from '../facts/machine-store.ts';
import { bearersOf, type Fingerprint, findFingerprints, pinnedTo } from './fingerprint-store.ts';
import { type Identity, type KeyType, noIdentity, uuidValue, wordsOf } from './identity.ts';
import { mergedAway } from './merge-store.ts';
import { junkTest, type RuleBook, withoutJunk } from './rules.ts';
import type { PlacedParty, RecordFacts } from './settle.ts';

/** Everybody who shares a word with somebody who shares a word … with the one that is asked about. */
export interface Neighbourhood {
  parties: Map<string, PlacedParty>;
  records: Map<string, RecordFacts>;
  fingerprints: Map<string, Fingerprint>;
}

/** A word that more have than this tells nobody apart. */
const mostBearers = 200;
const mostParties = 1000;

/** Loads the neighbourhood of a fingerprint: who could be one with it, directly or through others. */
export async function loadNeighbourhood(sql: Sql, start: Fingerprint, book: RuleBook): Promise<Neighbourhood> {
  const isJunk = junkTest(book.junk);
  const inUse = new Set(book.rules.filter(({ isEnabled }) => isEnabled).flatMap(({ keys }) => keys));
  const fingerprints = new Map<string, Fingerprint>([[start.id, start]]);
  const records = new Map<string, PlacedParty>();
  const asked = new Set<string>();
  let fresh: Identity[] = [start.identity];
  while (fresh.length > 0 && fingerprints.size + records.size < mostParties) {
    const words = newWords(fresh, isJunk, inUse, asked);
    const near = await fingerprintsNear(sql, words, fingerprints);
    const beside = await recordsNear(sql, words, records, isJunk);
    fresh = [...near.map(({ identity }) => identity), ...beside.map(({ identity }) => identity)];
  }
  const parties = new Map<string, PlacedParty>(records);
  const tags = new Set([...records.values()].flatMap(({ identity }) => identity.tag));
  for (const fingerprint of fingerprints.values()) parties.set(fingerprint.id, partyOf(fingerprint, isJunk, tags));
  return { parties, fingerprints, records: await factsOf(sql, parties) };
}

function partyOf(fingerprint: Fingerprint, isJunk: ReturnType<typeof junkTest>, tags: Set<string>): PlacedParty {
  const { id, identity, assetId, isPinned } = fingerprint;
  const clean = withoutJunk(identity, isJunk);
  // A tag says something only when it is one of ours: installers write the same on every machine.
  const known = { ...clean, tag: clean.tag.filter((tag) => tags.has(tag)) };
  return { id, identity: known, assetId, pin: isPinned ? assetId : null, isRecord: false };
}

function newWords(
  identities: Identity[],
  isJunk: ReturnType<typeof junkTest>,
  inUse: Set<KeyType>,
  asked: Set<string>,
): Map<KeyType, string[]> {
  const words = new Map<KeyType, string[]>();
  for (const { type, value } of identities.flatMap(wordsOf)) {
    const key = `${type} ${value}`;
    if (asked.has(key) || !inUse.has(type) || isJunk(type, value)) continue;
    asked.add(key);
    words.set(type, [...(words.get(type) ?? []), value]);
  }
  return words;
}

async function fingerprintsNear(sql: Sql, words: Map<KeyType, string[]>, known: Map<string, Fingerprint>): Promise<Fingerprint[]> {
  const ids = new Set<string>();
  for (const [type, values] of words) {
    // Tags tie to records, not to each other.
    if (type === 'tag') continue;
    const bearers = await bearersOf(sql, type, values, mostParties * 2);
    const counts = new Map<string, number>();
    for (const { value } of bearers) counts.set(value, (counts.get(value) ?? 0) + 1);
    for (const { fingerprintId, value } of bearers) if ((counts.get(value) as number) <= mostBearers) ids.add(fingerprintId);
  }
  const found = await findFingerprints(
    sql,
    [...ids].filter((id) => !known.has(id)),
  );
  const pins = [...new Set(found.flatMap(({ isPinned, assetId }) => (isPinned && assetId ? assetId : [])))];
  const tied = pins.length > 0 ? await pinnedTo(sql, pins) : [];
  const fresh = [...found, ...tied].filter(({ id }) => !known.has(id));
  for (const fingerprint of fresh) known.set(fingerprint.id, fingerprint);
  return fresh;
}

/** Records of the register with one of these words; what agents wrote into them is the agents' word, not theirs. */
async function recordsNear(
  sql: Sql,
  words: Map<KeyType, string[]>,
  known: Map<string, PlacedParty>,
  isJunk: ReturnType<typeof junkTest>,
): Promise<PlacedParty[]> {
  const of = (type: KeyType): string[] => words.get(type) ?? [];
  const found = await findAssetsByWords(sql, {
    serials: of('serial'),
    uuids: of('uuid'),
    macs: of('macs'),
    imeis: of('imei'),
    tags: of('tag'),
  });
  const fresh = found.filter(({ id }) => !known.has(recordId(id)));
  const away = await mergedAway(
    sql,
    fresh.map(({ id }) => id),
  );
  const machines = await machinesOf(
    sql,
    fresh.map(({ id }) => id),
  );
  const parties = fresh.filter(({ id }) => !away.has(id)).map((asset) => recordParty(asset, machines.get(asset.id), isJunk));
  for (const party of parties) known.set(party.id, party);
  return parties;
}

const recordId = (assetId: string): string => `record ${assetId}`;

function recordParty(asset: Asset, machine: Machine | undefined, isJunk: ReturnType<typeof junkTest>): PlacedParty {
  const present = registerValues(asset);
  const own = <T>(field: 'serial' | 'uuid' | 'macs' | 'imei', value: T): T | null =>
    machine && isOfAgent(field, present[field], machine.written) ? null : value;
  const uuid = uuidValue(own('uuid', asset.identifiers.uuid));
  const serial = own('serial', asset.serial)?.normalize('NFKC').toUpperCase().replace(/\s+/g, '');
  const imei = own('imei', asset.identifiers.imei);
  const identity: Identity = {
    ...noIdentity,
    serial: serial ? [serial] : [],
    uuid: uuid ? [uuid] : [],
    macs: own('macs', asset.identifiers.macs) ?? [],
    imei: imei ? [imei] : [],
    tag: [tagKey(asset.tag).replace(/\s+/g, '')],
  };
  return { id: recordId(asset.id), identity: withoutJunk(identity, isJunk), assetId: asset.id, pin: asset.id, isRecord: true };
}

async function factsOf(sql: Sql, parties: Map<string, PlacedParty>): Promise<Map<string, RecordFacts>> {
  const ids = [...new Set([...parties.values()].flatMap(({ assetId }) => assetId ?? []))];
  const peoples = await assetsOfPeople(sql, ids);
  return new Map(ids.map((id) => [id, { isOfPeople: peoples.has(id) }]));
}
