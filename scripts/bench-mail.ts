import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { openDatabase } from '../db/connection.ts';
import { migrate } from '../db/migrate.ts';
import { processMail } from '../server/inbound-mail/process-mail.ts';
import { receiveMail } from '../server/inbound-mail/receive-mail.ts';
import { systemClock } from '../server/platform/clock.ts';
import type { Context } from '../server/platform/context.ts';
import { localLive } from '../server/platform/live.ts';
import { openLog } from '../server/platform/log.ts';
import { type Row, row } from './bench-measure.ts';

const seconds = 10;

/** Mails a second: from their bytes to an incident with its promises and its place in the search, beside a bare file and row. */
export async function measureMail(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'coulisse-bench-mail-'));
  const db = openDatabase({ client: 'sqlite', path: join(folder, 'bench.db') });
  try {
    await migrate(db);
    const settings = {
      baseUrl: 'http://localhost',
      dataDir: folder,
      secretKey: Buffer.alloc(32),
      mailFrom: 'Bench <bench@example.org>',
      mailReplyTo: null,
      smtpUrl: null,
      webhookAllow: [],
    };
    const ctx: Context = { db, clock: systemClock, log: openLog('silent'), live: localLive(), settings };
    await rateOf(1, (i) => takeIn(ctx, -i));
    const floor = await rateOf(seconds / 3, async (i) => {
      await writeFile(join(folder, `bare-${i}`), mailOf(i));
      await db.writer.raw('insert into counters (name, value) values (?, 1)', [`bare ${i}`]);
    });
    return [row('mails taken in, kept and judged', await rateOf(seconds, (i) => takeIn(ctx, i)), 'mails/s', floor)];
  } finally {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rateOf(duration: number, work: (i: number) => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  let done = 0;
  while (performance.now() - startedAt < duration * 1000) {
    done += 1;
    await work(done);
  }
  return done / ((performance.now() - startedAt) / 1000);
}

/** From a sender of its own, so that none is taken for one more of the same. */
const mailOf = (i: number): Buffer =>
  Buffer.from(
    `From: Person ${i} <person${i}@example.net>\r\nTo: support@example.org\r\nSubject: Case ${i}\r\nMessage-ID: <${i}@bench>\r\n\r\n${'It does not work. '.repeat(60)}\r\n`,
  );

async function takeIn(ctx: Context, i: number): Promise<void> {
  const { mailId, rowId } = await receiveMail(ctx, Readable.from([mailOf(i)]), { source: 'api', account: 'api' }, { isInline: true });
  await processMail(ctx, { mailId }, rowId as string);
}

async function writeFile(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx');
  await file.appendFile(bytes);
  await file.sync();
  await file.close();
}
