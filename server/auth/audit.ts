import { createHash } from 'node:crypto';
import type { Sql } from '../../db/connection.ts';
import { nextNumber } from '../../db/counters.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';

export interface AuditEvent {
  sequence: number;
  happenedAt: Date;
  actorId: string | null;
  actorName: string;
  action: string;
  subjectType: string;
  subjectId: string | null;
  detail: Record<string, unknown>;
  previousHash: string;
  hash: string;
}

const genesis = '0'.repeat(64);

/** What the hash of an audit event covers: everything in it and the hash of the one before. */
function hashOf(event: Omit<AuditEvent, 'hash' | 'detail'>, detailJson: string): string {
  const { sequence, happenedAt, actorId, actorName, action, subjectType, subjectId, previousHash } = event;
  const covered = JSON.stringify([
    sequence,
    happenedAt.toISOString(),
    actorId,
    actorName,
    action,
    subjectType,
    subjectId,
    detailJson,
    previousHash,
  ]);
  return createHash('sha256').update(covered).digest('hex');
}

/**
 * Appends to the audit log, in the transaction of the act. Each event carries the hash of the one before, so that an
 * event changed or taken out later is found by `verifyAudit`. Secrets never belong into `detail`.
 */
export async function recordAudit(
  tx: Context,
  actor: Actor,
  act: { action: string; subjectType: string; subjectId: string | null; detail?: Record<string, unknown> },
): Promise<void> {
  const { sql } = tx.db;
  const sequence = await nextNumber(sql, 'audit');
  const last = await sql('auditEvents').select('hash').orderBy('sequence', 'desc').first();
  const event = {
    sequence,
    happenedAt: tx.clock(),
    actorId: actor.id,
    actorName: actor.name,
    action: act.action,
    subjectType: act.subjectType,
    subjectId: act.subjectId,
    previousHash: last?.hash ?? genesis,
  };
  const detailJson = JSON.stringify(act.detail ?? {});
  await sql('auditEvents').insert({ ...event, detailJson, hash: hashOf(event, detailJson) });
}

/** Walks the whole chain. Answers how many events stand, and the first sequence number at which it does not hold, if any. */
export async function verifyAudit(sql: Sql): Promise<{ events: number; brokenAt: number | null }> {
  let previousHash = genesis;
  let sequence = 0;
  for (;;) {
    const rows: AuditEvent[] = await sql('auditEvents').select('*').where('sequence', '>', sequence).orderBy('sequence').limit(1000);
    for (const row of rows) {
      const isNext = row.sequence === sequence + 1 && row.previousHash === previousHash;
      if (!isNext || row.hash !== hashOf(row, JSON.stringify(row.detail))) return { events: sequence, brokenAt: sequence + 1 };
      sequence = row.sequence;
      previousHash = row.hash;
    }
    if (rows.length === 0) break;
  }
  const counter = await sql('counters').select('value').where({ name: 'audit' }).first();
  const isCutShort = Number(counter?.value ?? 0) !== sequence;
  return { events: sequence, brokenAt: isCutShort ? sequence + 1 : null };
}

/** A page of the audit log, newest first. */
export async function listAuditEvents(
  sql: Sql,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: AuditEvent[]; nextCursor: string | null }> {
  const rows = sql('auditEvents')
    .select('*')
    .limit(limit + 1);
  afterCursor(rows, [{ column: 'sequence', direction: 'desc' }], cursor);
  return toPage((await rows) as AuditEvent[], limit, ({ sequence }) => [sequence]);
}
