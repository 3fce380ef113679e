import { rm } from 'node:fs/promises';
import { enqueue, findOutboxRowByKey } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { JobName } from '../job-catalogue.ts';
import type { Context } from '../platform/context.ts';
import { heartbeatLimitMs, type Work } from './backup-run.ts';
import { runKey } from './plan-backups.ts';
import { restoreKey } from './restore-point.ts';
import { forgetDownload, oldDownloads } from './verification-store.ts';
import { verifyKey } from './verify-point.ts';
import { unfinishedWork, type WorkTable } from './work-store.ts';

const kinds: Array<{ table: WorkTable; job: JobName; key: (id: string) => string; payload: (id: string) => object }> = [
  { table: 'backupRuns', job: 'backup.run', key: runKey, payload: (runId) => ({ runId }) },
  { table: 'backupVerifications', job: 'backup.verify', key: verifyKey, payload: (verificationId) => ({ verificationId }) },
  { table: 'backupRestores', job: 'backup.restore', key: restoreKey, payload: (restoreId) => ({ restoreId }) },
];

/** Gives work that waits or whose worker fell silent its outbox row again, if that is gone: nothing stays running for ever. */
export async function rearmLostWork(ctx: Context): Promise<number> {
  let armed = 0;
  for (const { table, job, key, payload } of kinds) {
    const silentSince = new Date(ctx.clock().getTime() - heartbeatLimitMs);
    for (const { id } of await unfinishedWork<Work>(ctx.db.sql, table, silentSince, 500)) {
      await transact(ctx, async (tx) => {
        const { sql } = tx.db;
        if (await findOutboxRowByKey(sql, key(id))) return;
        const now = tx.clock();
        await enqueue(sql, { job, payload: payload(id), runAt: now, now, key: key(id) });
        armed += 1;
      });
    }
  }
  return armed;
}

const downloadsLastMs = 24 * 3_600_000;

/** Removes downloads that were ready for a day. */
export async function sweepDownloads(ctx: Context): Promise<number> {
  const old = await oldDownloads(ctx.db.sql, new Date(ctx.clock().getTime() - downloadsLastMs), 200);
  for (const { id, downloadPath } of old) {
    if (downloadPath) await rm(downloadPath, { force: true });
    await transact(ctx, (tx) => forgetDownload(tx.db.sql, id));
  }
  return old.length;
}
