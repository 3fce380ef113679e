import type { Sql } from '../../db/connection.ts';
import { nameKey, tagKey } from '../assets/asset.ts';
import { assetsByTag } from '../assets/asset-match-queries.ts';
import { assignSeat, freeSeats } from '../licences/assign-seat.ts';
import { licencesByName, licencesOfSeats, seatsHeld } from '../licences/licence-match-queries.ts';
import { peopleByName } from '../people/people-by-name.ts';
import { normalEmail } from '../people/person.ts';
import type { Texts } from './import-file.ts';
import { type Lookup, type Mention, type Reading, recordSubject } from './record-subject.ts';

/** Lists of who has a seat of which licence. */
export const seatsSubject = recordSubject({
  role: 'lead',
  synonyms: {
    licence: 'licence|license|licence name|license name|software|logiciel',
    person: 'person|checked out to|assigned to|email|e-mail|user|username|personne|utilisateur|courriel|attribué à',
    asset: 'asset|asset tag|tag|device|appareil|numéro d’inventaire|étiquette',
    note: 'note|notes|remarque|remarques',
  },
  withoutKey: 'The row names no licence, or nobody who has a seat of it',
  load: loadSeats,
  labelOf: ({ licence, holder }) =>
    [licence, holder].flatMap((mention) => (mention as Mention | undefined)?.name ?? []).join(' → ') || null,
  async create(tx, actor, { licence, holder, holderType, note }) {
    const who = { [holderType === 'asset' ? 'assetId' : 'personId']: (holder as Mention).id as string };
    const seat = await assignSeat(tx, actor, (licence as Mention).id as string, { ...who, note: (note as string | undefined) ?? null });
    return { id: seat.id, version: 1 };
  },
  // What a seat says does not change: it is taken, or it is freed.
  change: async () => ({ version: 1 }),
  async remove(tx, actor, id) {
    const licenceId = (await licencesOfSeats(tx.db.sql, [id])).get(id);
    if (licenceId) await freeSeats(tx, actor, licenceId, [id], null);
  },
  versionsOf: async (sql, ids) => new Map([...(await licencesOfSeats(sql, ids)).keys()].map((id) => [id, 1])),
});

async function loadSeats(sql: Sql, rows: Texts[]): Promise<Lookup> {
  const textsOf = (field: string) => [...new Set(rows.flatMap((texts) => texts[field] ?? []))];
  const licences = await licencesByName(sql, textsOf('licence'));
  const people = await peopleByName(sql, textsOf('person'));
  const assets = await assetsByTag(sql, textsOf('asset'));
  const held = await seatsHeld(
    sql,
    [...licences.values()].flat().map(({ id }) => id),
  );
  const licenceOf = ({ licence }: Texts) => {
    const named = licences.get(nameKey(licence ?? '')) ?? [];
    return named.length === 1 ? named[0] : undefined;
  };
  const holderOf = (texts: Texts): (Mention & { type: 'person' | 'asset' }) | null => {
    const { person, asset } = texts;
    const found = person === undefined ? undefined : (people.get(normalEmail(person)) ?? people.get(person));
    if (found) return { id: found.id, name: found.name, type: 'person' };
    const device = asset === undefined ? undefined : assets.get(tagKey(asset));
    if (!device) return null;
    // A licence that counts people counts the one who has the device.
    const isForPeople = licenceOf(texts)?.metric === 'person';
    if (isForPeople && device.custodianType === 'person') return { id: device.custodianId, name: device.tag, type: 'person' };
    return { id: device.id, name: device.tag, type: 'asset' };
  };
  return {
    keyOf(texts) {
      const [licence, holder] = [licenceOf(texts), holderOf(texts)];
      return licence && holder ? `${licence.id} ${holder.id}` : null;
    },
    find(key) {
      const id = held.get(key);
      return id ? { id, version: 1, values: {} } : null;
    },
    read(texts, before): Reading {
      const [licence, holder] = [licenceOf(texts), holderOf(texts)];
      const reading: Reading = { values: {}, reasons: [], warnings: [], lacks: [] };
      if (!licence && texts['licence']) reading.reasons.push(`There is no licence “${texts['licence']}”, or more than one`);
      if (!holder && (texts['person'] ?? texts['asset'])) reading.reasons.push(`Nobody here is “${texts['person'] ?? texts['asset']}”`);
      if (before || !licence || !holder) return reading;
      const { type, ...mention } = holder;
      reading.values = { licence: { id: licence.id, name: licence.name }, holder: mention, holderType: type };
      if (texts['note']) reading.values['note'] = texts['note'].slice(0, 500);
      return reading;
    },
  };
}
