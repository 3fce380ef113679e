import { searchEngineFor } from '../db/search/search.ts';
import { wordsOf } from '../db/search/words.ts';
import { type Random, random } from '../db/seeds/random.ts';
import { transact } from '../db/transaction.ts';
import { isOpen, levels, noDueAt, priorityOf, type Status } from '../server/incidents/incident.ts';
import { createPerson } from '../server/people/create-person.ts';
import { newPerson } from '../server/people/person-schemas.ts';
import { addSupportGroup } from '../server/people/save-support-group.ts';
import type { Context } from '../server/platform/context.ts';
import { newId } from '../server/platform/ids.ts';
import { seedAssets } from './seed-assets.ts';

const words =
  'screen keyboard mouse printer scanner network wireless cable switch router mail calendar password account login folder file share backup restore server database update install licence slow crash error blue noise fan battery dock camera microphone speaker phone mobile battery charger adapter paper toner tray jam queue order invoice stock report export import certificate browser page payment shop écran clavier souris réseau messagerie mot passe dossier lent erreur batterie imprimante papier commande facture rapport paiement'.split(
    ' ',
  );
const chunk = 250;
const minuteMs = 60_000;

interface Cast {
  requesters: string[];
  technicians: string[];
  group: string;
}

/**
 * Adds many invented incidents and assets past the use cases, as fast as the database takes rows: to measure with, never
 * to work with. The first incident gets 50 comments.
 */
export async function seedBench(ctx: Context, counts: { incidents: number; assets: number }): Promise<{ incidentId: string | null }> {
  const dice = random(1);
  const cast = await transact(ctx, makeCast);
  await seedAssets(ctx, counts.assets, cast.requesters, dice);
  return transact(ctx, (tx) => seedIncidents(tx, counts.incidents, cast, dice));
}

async function makeCast(tx: Context): Promise<Cast> {
  const tag = newId().slice(-6);
  const person = (n: number, role: string) =>
    createPerson(tx, newPerson.parse({ email: `bench.${role}.${n}.${tag}@example.org`, name: `Bench ${role} ${n}`, role }));
  const requesters: string[] = [];
  const technicians: string[] = [];
  for (let n = 0; n < 100; n += 1) requesters.push((await person(n, 'employee')).id);
  for (let n = 0; n < 10; n += 1) technicians.push((await person(n, 'technician')).id);
  const group = await addSupportGroup(tx, { name: `Bench ${tag}`, email: null, isDefault: false, memberIds: technicians });
  return { requesters, technicians, group: group.id };
}

const sentence = (dice: Random, length: number): string => Array.from({ length }, () => dice.pick(words)).join(' ');

/** Takes `count` numbers of a sequence at once; answers the first. */
async function takeNumbers(tx: Context, name: string, count: number): Promise<number> {
  const { sql } = tx.db;
  const [row] = await sql('counters')
    .insert({ name, value: count })
    .onConflict('name')
    .merge({ value: sql.raw('counters.value + ?', [count]) })
    .returning('value');
  return Number(row.value) - count + 1;
}

async function insertAll(tx: Context, table: string, rows: object[]): Promise<void> {
  for (let i = 0; i < rows.length; i += chunk) await tx.db.sql(table).insert(rows.slice(i, i + chunk));
}

async function seedIncidents(tx: Context, count: number, cast: Cast, dice: Random): Promise<{ incidentId: string | null }> {
  if (count === 0) return { incidentId: null };
  const first = await takeNumbers(tx, 'incidents', count);
  let incidentId: string | null = null;
  // In portions, so that the memory it takes does not grow with the count.
  for (let done = 0; done < count; done += 5000) {
    const rows = Array.from({ length: Math.min(5000, count - done) }, (_, i) =>
      incidentRow(tx, first + done + i, count - done - i, cast, dice),
    );
    await insertAll(tx, 'incidents', rows);
    await seedEvents(tx, rows);
    await seedComments(tx, rows, incidentId === null ? 50 : 0, dice);
    await indexAll(tx, rows);
    incidentId ??= rows[0]?.id ?? null;
  }
  return { incidentId };
}

/** One incident in ten is still open. The further back (`age`), the earlier it was opened. */
function incidentRow(tx: Context, number: number, age: number, cast: Cast, dice: Random) {
  const openedAt = new Date(tx.clock().getTime() - age * 7 * minuteMs);
  const status: Status = dice.between(1, 10) === 1 ? dice.pick(['new', 'in_progress'] as const) : 'closed';
  const impact = dice.pick(levels);
  const urgency = dice.pick(levels);
  const endedAt = isOpen(status) ? null : new Date(openedAt.getTime() + 240 * minuteMs);
  return {
    id: newId(),
    number,
    title: sentence(dice, 5),
    description: sentence(dice, 30),
    status,
    isOpen: isOpen(status),
    impact,
    urgency,
    priority: priorityOf(impact, urgency),
    requesterId: dice.pick(cast.requesters),
    supportGroupId: cast.group,
    assigneeId: dice.pick(cast.technicians),
    sourceType: 'person',
    openedAt,
    updatedAt: endedAt ?? openedAt,
    acknowledgedAt: openedAt,
    nextDueAt: noDueAt,
    resolvedAt: endedAt,
    closedAt: endedAt,
    resolutionCode: endedAt && 'fixed',
    version: 1,
  };
}

type IncidentRow = ReturnType<typeof incidentRow>;

async function seedEvents(tx: Context, rows: IncidentRow[]): Promise<void> {
  const event = (row: IncidentRow, kind: string, actorId: string, happenedAt: Date) => ({
    id: newId(),
    incidentId: row.id,
    kind,
    visibility: 'public',
    actorId,
    actorName: 'Bench',
    detailJson: '{}',
    happenedAt,
  });
  await insertAll(
    tx,
    'incidentEvents',
    rows.flatMap((row) => [
      event(row, 'filed', row.requesterId, row.openedAt),
      ...(row.closedAt ? [event(row, 'closed', row.assigneeId, row.closedAt)] : []),
    ]),
  );
}

/** Every fifth incident has a comment; the first has as many as told. */
async function seedComments(tx: Context, rows: IncidentRow[], onFirst: number, dice: Random): Promise<void> {
  const commented = rows.flatMap((row, index) => {
    const count = index === 0 ? onFirst : index % 5 === 0 ? 1 : 0;
    return Array.from({ length: count }, (_, n) => ({
      id: newId(),
      incidentId: row.id,
      authorId: row.assigneeId,
      authorName: 'Bench',
      visibility: 'public',
      body: sentence(dice, 20),
      createdAt: new Date(row.openedAt.getTime() + (n + 1) * minuteMs),
    }));
  });
  await insertAll(tx, 'incidentComments', commented);
  const events = commented.map(({ id, incidentId, authorId, createdAt }) => ({
    id: newId(),
    incidentId,
    kind: 'commented',
    visibility: 'public',
    actorId: authorId,
    actorName: 'Bench',
    commentId: id,
    detailJson: '{}',
    happenedAt: createdAt,
  }));
  await insertAll(tx, 'incidentEvents', events);
}

async function indexAll(tx: Context, rows: IncidentRow[]): Promise<void> {
  const { sql } = tx.db;
  const engine = searchEngineFor(sql);
  for (let i = 0; i < rows.length; i += chunk) {
    const part = rows.slice(i, i + chunk);
    const documents = part.map((row) => ({ subjectType: 'incident', subjectId: row.id, indexedAt: row.updatedAt }));
    const seqs: Array<{ seq: number; subjectId: string }> = await sql('searchDocuments').insert(documents).returning(['seq', 'subjectId']);
    const byId = new Map(part.map((row) => [row.id, row]));
    const numbered = seqs.map(({ seq, subjectId }) => {
      const row = byId.get(subjectId) as IncidentRow;
      const words = { title: wordsOf(`INC-${row.number} ${row.title}`), body: wordsOf(row.description), internal: [] };
      return { seq: Number(seq), words };
    });
    await engine.write(sql, numbered);
  }
}
