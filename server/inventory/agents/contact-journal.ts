import type { Database } from '../../../db/connection.ts';
import { transact } from '../../../db/transaction.ts';
import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { agentsOfDevices, insertAgent, updateAgent } from '../sources/agent-store.ts';
import type { InventoryAgentRow } from '../sources/inventory-source.ts';
import { type InventoryContact, insertContacts } from './contact-store.ts';

/** A contact, and what it taught about the agent. */
export interface ContactNote extends Omit<InventoryContact, 'id' | 'agentId' | 'isError'> {
  agentUuid: string | null;
  /** Left out for strangers and for those who are not agents of a source. */
  agent?: Partial<Pick<InventoryAgentRow, 'name' | 'tag' | 'assetId' | 'full' | 'lastInventoryAt' | 'nextContactBy'>>;
}

interface Journal {
  pending: ContactNote[];
  running: Promise<void> | null;
}

const journals = new WeakMap<Database, Journal>();
/** Contacts that wait to be written while the database does not answer; more are not worth the memory. */
const most = 5000;

/**
 * Writes contacts down behind the answers: one at once, and those that come meanwhile together in the next transaction,
 * so that a whole site that comes at the same moment costs a few of them.
 */
export function noteContact(ctx: Context, note: ContactNote): void {
  const journal = journals.get(ctx.db) ?? { pending: [], running: null };
  journals.set(ctx.db, journal);
  if (journal.pending.length >= most) journal.pending.shift();
  journal.pending.push(note);
  journal.running ??= writeAll(ctx, journal);
}

/** Settles when everything that was noted so far is written. */
export async function contactsWritten(ctx: Context): Promise<void> {
  await journals.get(ctx.db)?.running;
}

async function writeAll(ctx: Context, journal: Journal): Promise<void> {
  try {
    while (journal.pending.length > 0) {
      const batch = journal.pending.splice(0, 200);
      try {
        await writeBatch(ctx, batch);
      } catch (error) {
        ctx.log.warn({ err: error }, 'contacts of agents could not be written together');
        await oneByOne(ctx, batch);
      }
    }
  } finally {
    journal.running = null;
  }
}

/** What one of them names may be gone by now; the others are written all the same. */
async function oneByOne(ctx: Context, batch: ContactNote[]): Promise<void> {
  for (const note of batch) {
    await writeBatch(ctx, [note]).catch((error) => ctx.log.warn({ err: error }, 'a contact of an agent could not be written'));
  }
}

async function writeBatch(ctx: Context, batch: ContactNote[]): Promise<void> {
  await transact(ctx, async (tx) => {
    const agents = await knownAgents(tx, batch);
    const rows = [];
    for (const note of batch) {
      const { agent: lesson, agentUuid, ...contact } = note;
      const agent = agents.get(keyOf(note)) ?? null;
      if (agent && lesson) await updateAgent(tx.db.sql, agent.id, changesOf(note));
      rows.push({ ...contact, id: newId(), agentId: agent?.id ?? null, isError: contact.error !== null });
    }
    await insertContacts(tx.db.sql, rows);
  });
}

const keyOf = ({ sourceId, deviceId }: { sourceId: string | null; deviceId: string | null }): string => `${sourceId}\0${deviceId}`;

const changesOf = ({ agent, agentUuid, product, error, happenedAt }: ContactNote): Partial<InventoryAgentRow> => ({
  ...agent,
  ...(agentUuid && { agentUuid }),
  ...(product && { product }),
  lastContactAt: happenedAt,
  lastError: error,
});

/** The agents of these contacts; those that come for the first time are made. */
async function knownAgents(tx: Context, batch: ContactNote[]): Promise<Map<string, InventoryAgentRow>> {
  const notes = batch.filter(({ agent, sourceId, deviceId }) => agent && sourceId && deviceId);
  const read = async (): Promise<Map<string, InventoryAgentRow>> => {
    const devices = [...new Set(notes.map(({ deviceId }) => deviceId as string))];
    return new Map((devices.length > 0 ? await agentsOfDevices(tx.db.sql, devices) : []).map((row) => [keyOf(row), row]));
  };
  const known = await read();
  const unknown = new Map(notes.filter((note) => !known.has(keyOf(note))).map((note) => [keyOf(note), note]));
  if (unknown.size === 0) return known;
  for (const note of unknown.values()) await insertAgent(tx.db.sql, newAgent(note.sourceId as string, note.deviceId as string, note));
  return read();
}

/** An agent that comes for the first time. */
export function newAgent(
  sourceId: string,
  deviceId: string,
  note: Pick<ContactNote, 'agentUuid' | 'product' | 'happenedAt'>,
): InventoryAgentRow {
  return {
    id: newId(),
    sourceId,
    deviceId,
    agentUuid: note.agentUuid,
    product: note.product,
    name: null,
    tag: null,
    assetId: null,
    full: 'had',
    firstSeenAt: note.happenedAt,
    lastContactAt: note.happenedAt,
    lastInventoryAt: null,
    nextContactBy: null,
    lastError: null,
  };
}
