import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { openDatabase } from '../../db/connection.ts';
import { freshSqlitePath } from '../../db/testing.ts';
import { makeCast, testContext } from '../testing.ts';
import { importMail } from './import-mail.ts';
import { mailOf } from './testing-mail.ts';

const fixture = fileURLToPath(new URL('./import.fixture.ts', import.meta.url));
const count = 1000;

/** A mail with a file, from one of many senders; its number is in its words. */
function numbered(i: number): string {
  const boundary = 'b';
  const file = `--b\nContent-Type: text/plain; name="f${i}.txt"\nContent-Disposition: attachment; filename="f${i}.txt"\n\nfile ${i}\n`;
  const text = `--b\nContent-Type: text/plain\n\nThis is number ${i}.\n${i % 10 === 0 ? file : ''}--b--`;
  return mailOf({
    from: `person${i % 250}@example.net`,
    subject: `Case ${i} of somebody`,
    text,
    headers: { 'Content-Type': `multipart/mixed; boundary=${boundary}`, Date: new Date(Date.UTC(2026, 0, 1, i)).toUTCString() },
  });
}

describe('an import of a thousand mails that is killed again and again', function () {
  this.timeout(300_000);
  let child: ChildProcess | null = null;
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'coulisse-killed-'));
    for (let i = 0; i < count; i += 1) writeFileSync(join(folder, `${String(i).padStart(4, '0')}.eml`), numbered(i));
  });
  after(() => {
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('loses none and doubles none', async () => {
    const path = await freshSqlitePath();
    const db = openDatabase({ client: 'sqlite', path });
    const ctx = testContext(db);
    await makeCast(ctx);
    const dealtWith = async (): Promise<number> => Number((await db.sql('inboundMails').whereNotNull('dedupKey').count({ n: '*' }))[0]?.n);
    let kills = 0;
    for (;;) {
      const goal = (await dealtWith()) + 1 + Math.floor(Math.random() * 150);
      if (goal >= count) break;
      child = spawn(process.execPath, ['--import', 'tsx', fixture, path, ctx.settings.dataDir, folder], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const gone = once(child, 'exit');
      while ((await dealtWith()) < goal && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 3));
      // Anywhere within the next mail or two.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
      child.kill('SIGKILL');
      await gone;
      kills += 1;
    }
    expect(kills).to.be.at.least(5);
    await importMail(ctx, [folder]);

    const filed: Array<{ description: string }> = await db.sql('incidents').select('description');
    const said: Array<{ body: string }> = await db.sql('incidentComments').select('body');
    const words = [...filed.map(({ description }) => description), ...said.map(({ body }) => body)];
    const numbers = words.map((text) => Number(/This is number (\d+)\./.exec(text)?.[1])).sort((a, b) => a - b);
    expect(numbers).to.deep.equal(Array.from({ length: count }, (_, i) => i));
    const files: Array<{ name: string }> = await db.sql('attachments').select('name');
    expect(files.map(({ name }) => name).sort()).to.deep.equal(Array.from({ length: count / 10 }, (_, i) => `f${i * 10}.txt`).sort());
    expect(await db.sql('inboundMails').where({ status: 'received' })).to.deep.equal([]);
    expect(await db.sql('outbox').where({ job: 'mail.process' })).to.deep.equal([]);
    await db.close();
  });
});
