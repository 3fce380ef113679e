import { Readable } from 'node:stream';
import { expect } from 'chai';
import { strToU8, zipSync } from 'fflate';
import { dueRows } from '../../db/outbox.ts';
import { eachDatabase } from '../../db/testing.ts';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import { makePdf } from '../search/file-text/testing-pdf.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { attachFiles } from './attach-file.ts';
import { storeFile } from './attachment-files.ts';
import { listSkippedFiles } from './list-skipped-files.ts';
import { readAttachmentText } from './read-attachment-text.ts';
import { searchEverything } from './search-everything.ts';
import { sweepSearch } from './sweep-search.ts';
import { file } from './testing-incidents.ts';

const docx = (words: string): Buffer => Buffer.from(zipSync({ 'word/document.xml': strToU8(`<w:p><w:r><w:t>${words}</w:t></w:r></w:p>`) }));

eachDatabase('words of attached files', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
  });

  const attach = async (actor: Actor, id: string, name: string, bytes: Buffer, visibility: 'public' | 'internal' = 'public') =>
    attachFiles(ctx, actor, id, [{ ...(await storeFile(ctx.settings.dataDir, Readable.from([bytes]))), name }], visibility);
  const readAll = async (): Promise<number> => {
    const rows = await dueRows(ctx.db.sql, ctx.clock(), 100, { only: ['attachment.read'] });
    for (const row of rows) await readAttachmentText(ctx, row.payload as { attachmentId: string }, row.id);
    return rows.length;
  };
  const found = async (actor: Actor, q: string): Promise<string[]> =>
    (await searchEverything(ctx, actor, { q, limit: 20 })).items.map(({ id }) => id);

  it('are found with the incident’s own, by who may see the file', async () => {
    const { id } = await file(ctx, cast.ana, { title: 'Report attached' });
    await attach(cast.ana, id, 'rapport.docx', docx('Le condensateur ronronne'));
    await attach(cast.ben, id, 'measure.pdf', makePdf(['Oscilloscope says no']), 'internal');
    await readAll();
    expect(await found(cast.ana, 'condensateurs report')).to.deep.equal([id]);
    expect(await found(cast.ana, 'rapport')).to.deep.equal([id]);
    expect(await found(cast.ben, 'oscilloscope')).to.deep.equal([id]);
    expect(await found(cast.ana, 'oscilloscope')).to.deep.equal([]);
    expect(await found(cast.eve, 'condensateur')).to.deep.equal([]);
  });

  it('are listed when they cannot be read, with the reason', async () => {
    const { id } = await file(ctx, cast.ana, { title: 'Scan attached' });
    const [scan] = await attach(cast.ana, id, 'scan.pdf', makePdf(['']));
    await readAll();
    const [skipped] = await listSkippedFiles(ctx, 10);
    expect(skipped).to.deep.include({ id: scan?.id, name: 'scan.pdf', state: 'skipped', reason: 'empty' });
    expect(skipped?.incident.id).to.equal(id);
  });

  it('are read once, though the same file comes twice and the job runs twice', async () => {
    const { id } = await file(ctx, cast.ana);
    const other = await file(ctx, cast.ana);
    for (const incident of [id, other.id]) await attach(cast.ana, incident, 'same.docx', docx('axolotl'));
    const [row] = await dueRows(ctx.db.sql, ctx.clock(), 100, { only: ['attachment.read'] });
    await readAll();
    await readAttachmentText(ctx, row?.payload as { attachmentId: string }, row?.id as string);
    expect(await found(cast.ana, 'axolotl')).to.have.members([id, other.id]);
    expect(await ctx.db.sql('attachmentTexts').where('body', 'axolotl')).to.have.length(1);
  });

  it('are read by the sweep when nobody was asked to, and old documents are indexed again', async () => {
    const { id } = await file(ctx, cast.ana, { title: 'Imprimantes muettes' });
    await attach(cast.ana, id, 'old.docx', docx('pangolin'));
    await transact(ctx, async (tx) => {
      await tx.db.sql('outbox').where({ job: 'attachment.read' }).delete();
      await tx.db.sql('searchDocuments').where({ subjectId: id }).update({ wordsVersion: 1 });
    });
    expect(await sweepSearch(ctx)).to.equal(2);
    expect(await sweepSearch(ctx)).to.equal(0);
    await readAll();
    expect(await found(cast.ana, 'pangolins imprimante')).to.deep.equal([id]);
  });
});
