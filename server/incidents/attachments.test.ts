import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { toProblem } from '../platform/problem-answer.ts';
import { type Answer, type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { storeFile } from './attachment-files.ts';
import { sweepAttachments } from './sweep-attachments.ts';
import { file } from './testing-incidents.ts';

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(2000)]);

eachDatabase('attachments', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let [ana, ben, eve] = [] as unknown as [Client, Client, Client];
  let id: string;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, eve] = [await api.as(cast.ana), await api.as(cast.ben), await api.as(cast.eve)];
  });
  after(() => api.close());
  beforeEach(async () => {
    id = (await file(ctx, cast.ana)).id;
  });

  const form = (files: Array<[name: string, content: Buffer | string]>, fields: Record<string, string> = {}): FormData => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    for (const [name, content] of files) body.append('file', new Blob([content as string]), name);
    return body;
  };
  const upload = (client: Client, files: Array<[string, Buffer | string]>, fields = {}): Promise<Answer> =>
    client.post(`/incidents/${id}/attachments`, form(files, fields));
  const fetchBytes = async (url: string, actor = cast.ana) =>
    fetch(api.url + url, { headers: { Authorization: `Bearer ${await api.tokenOf(actor)}` } });
  const storedFiles = (): string[] =>
    readdirSync(join(ctx.settings.dataDir, 'attachments'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);

  it('come back byte for byte, pictures in place', async () => {
    const { status, body } = await upload(ana, [['écran bleu 東京.png', png]]);
    expect(status).to.equal(201);
    const [item] = body.items;
    expect(item).to.include({
      name: 'écran bleu 東京.png',
      sizeBytes: png.length,
      contentType: 'image/png',
      isImage: true,
      visibility: 'public',
    });
    expect(item.sha256).to.equal(createHash('sha256').update(png).digest('hex'));
    const response = await fetchBytes(item.url);
    expect(Buffer.from(await response.arrayBuffer()).equals(png)).to.equal(true);
    expect(response.headers.get('content-type')).to.equal('image/png');
    expect(response.headers.get('content-disposition')).to.match(
      /^inline; filename="_cran bleu __\.png"; filename\*=UTF-8''%C3%A9cran%20bleu/,
    );
  });

  it('are never shown in place when they could run', async () => {
    const files: Array<[string, string]> = [
      ['page.html', '<!doctype html><script>alert(1)</script>'],
      ['picture.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
      ['fake.png', '<script>alert(1)</script>'],
    ];
    const { body } = await upload(ana, files);
    for (const item of body.items) {
      const { headers } = await fetchBytes(item.url);
      expect(headers.get('content-type')).to.equal('text/plain; charset=utf-8');
      expect(headers.get('content-disposition')).to.match(/^attachment;/);
      expect(headers.get('x-content-type-options')).to.equal('nosniff');
      expect(headers.get('content-security-policy')).to.equal("sandbox; default-src 'none'");
    }
  });

  it('have names that lead nowhere', async () => {
    const names = [
      '../../etc/passwd',
      'C:\\Windows\\system32\\a.txt',
      '..',
      'a"b\'c.txt',
      `${'x'.repeat(300)}.pdf`,
      'invoice\u202Egnp.exe',
    ];
    const { body } = await upload(
      ana,
      names.map((name): [string, string] => [name, 'x']),
    );
    expect(body.items.map(({ name }: { name: string }) => name)).to.deep.equal([
      'passwd',
      'a.txt',
      'file',
      "ab'c.txt",
      `${'x'.repeat(196)}.pdf`,
      'invoicegnp.exe',
    ]);
    for (const item of body.items) expect((await fetchBytes(item.url)).status).to.equal(200);
  });

  it('are kept once, however often they come', async () => {
    const content = randomBytes(500);
    const before = storedFiles().length;
    await upload(ana, [['a.bin', content]]);
    await upload(ben, [['b.bin', content]]);
    expect(storedFiles()).to.have.length(before + 1);
  });

  it('go with the comment that speaks of them', async () => {
    const { body } = await upload(ben, [['trace.log', 'secret']], { visibility: 'internal' });
    const [item] = body.items;
    expect((await fetchBytes(item.url)).status).to.equal(404);
    const comment = await ben.post(`/incidents/${id}/comments`, { body: 'See the trace', attachmentIds: [item.id] });
    expect(comment.body.attachments).to.have.length(1);
    expect((await fetchBytes(item.url)).status).to.equal(200);
    const { body: timeline } = await ana.get(`/incidents/${id}/timeline`);
    expect(
      timeline.items.map(({ kind, attachments }: { kind: string; attachments: unknown[] }) => [kind, attachments.length]),
    ).to.deep.equal([
      ['filed', 0],
      ['commented', 1],
    ]);
  });

  it('of internal comments are nothing that employees know of', async () => {
    const { body } = await upload(ben, [['trace.log', 'x']]);
    await ben.post(`/incidents/${id}/comments`, { body: 'Internal', visibility: 'internal', attachmentIds: [body.items[0].id] });
    expect((await ana.get(`/incidents/${id}/attachments`)).body.items).to.deep.equal([]);
    expect((await ben.get(`/incidents/${id}/attachments`)).body.items).to.have.length(1);
    expect((await fetchBytes(body.items[0].url)).status).to.equal(404);
    expect((await ana.get(`/incidents/${id}/timeline`)).body.items).to.have.length(1);
  });

  it('cannot be taken from others or put where one may not look', async () => {
    const { body } = await upload(ana, [['mine.txt', 'x']]);
    const [item] = body.items;
    expect((await ben.post(`/incidents/${id}/comments`, { body: 'x', attachmentIds: [item.id] })).status).to.equal(422);
    expect((await upload(eve, [['a.txt', 'x']])).status).to.equal(404);
    expect((await upload(ana, [['a.txt', 'x']], { visibility: 'internal' })).status).to.equal(403);
    expect((await fetchBytes(item.url, cast.eve)).status).to.equal(404);
    const other = await file(ctx, cast.ana);
    expect((await fetchBytes(`/api/v1/incidents/${other.id}/attachments/${item.id}`)).status).to.equal(404);
    await ben.put(`/incidents/${id}/cancellation`);
    expect((await upload(ana, [['late.txt', 'x']])).status).to.equal(409);
  });

  it('refuse what is no upload, too large, too many or broken', async () => {
    const path = `/incidents/${id}/attachments`;
    expect((await ana.post(path, { file: 'x' })).status).to.equal(415);
    expect((await ana.post(path, 'x', { 'Content-Type': 'multipart/form-data' })).status).to.equal(415);
    expect((await ana.post(path, '--x\r\nnonsense', { 'Content-Type': 'multipart/form-data; boundary=x' })).status).to.equal(400);
    expect((await upload(ana, [])).status).to.equal(422);
    expect((await upload(ana, [['a.txt', 'x']], { visibility: 'secret' })).status).to.equal(422);
    expect(
      (
        await upload(
          ana,
          Array.from({ length: 11 }, (_, i): [string, string] => [`${i}.txt`, 'x']),
        )
      ).status,
    ).to.equal(413);
    const large = await upload(ana, [['large.bin', Buffer.alloc(25 * 1024 * 1024 + 1)]]);
    expect([large.status, large.body.code]).to.deep.equal([413, 'payload_too_large']);
    expect((await ana.get(path)).body.items).to.deep.equal([]);
  });

  it('leave nothing when the sender goes away in the middle', async () => {
    const token = await api.tokenOf(cast.ana);
    await new Promise<void>((resolve) => {
      const sending = request(`${api.url}/api/v1/incidents/${id}/attachments`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Length': '1000000' },
      });
      sending.on('error', () => resolve());
      sending.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nbeginning', () => sending.destroy());
    });
    expect((await ana.get(`/incidents/${id}/attachments`)).body.items).to.deep.equal([]);
  });

  it('are refused when the body breaks off, and the program goes on', async () => {
    const response = await fetch(`${api.url}/api/v1/incidents/${id}/attachments`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${await api.tokenOf(cast.ana)}`, 'Content-Type': 'multipart/form-data; boundary=x' },
      body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nbeginning',
    });
    expect([response.status, ((await response.json()) as { code: string }).code]).to.deep.equal([400, 'malformed_request']);
    expect((await ana.get(`/incidents/${id}/attachments`)).body.items).to.deep.equal([]);
  });

  it('say when the disk cannot take them', async () => {
    const attachments = join(ctx.settings.dataDir, 'attachments');
    const sql = ctx.db.sql('attachments').count('* as count').first();
    const before = await sql.clone();
    rmSync(attachments, { recursive: true });
    writeFileSync(attachments, 'in the way');
    const { status, body } = await upload(ana, [['a.txt', 'x']]);
    expect([status, body.code]).to.deep.equal([500, 'internal_error']);
    expect(await sql.clone()).to.deep.equal(before);
    rmSync(attachments);
    expect((await upload(ana, [['a.txt', 'x']])).status).to.equal(201);
  });

  it('tell a full disk from other faults and leave no half file', async () => {
    const full = Readable.from(
      (async function* () {
        yield Buffer.from('beginning');
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      })(),
    );
    const before = storedFiles();
    const error = await storeFile(ctx.settings.dataDir, full).catch((reason) => reason);
    expect(toProblem(error, db().dialect).code).to.equal('storage_full');
    expect(storedFiles()).to.deep.equal(before);
  });

  it('are swept when nothing speaks of them any more, and not before', async () => {
    const { body } = await upload(ana, [['kept.bin', randomBytes(100)]]);
    const attachments = join(ctx.settings.dataDir, 'attachments');
    const orphan = createHash('sha256').update('orphan').digest('hex');
    const young = createHash('sha256').update('young').digest('hex');
    const put = (folder: string, name: string, ageHours: number): void => {
      mkdirSync(join(attachments, folder), { recursive: true });
      writeFileSync(join(attachments, folder, name), 'x');
      const at = new Date(Date.now() - ageHours * 3_600_000);
      utimesSync(join(attachments, folder, name), at, at);
    };
    put(orphan.slice(0, 2), orphan, 30);
    put(young.slice(0, 2), young, 1);
    put('incoming', 'leftover', 30);
    put('incoming', 'under-way', 1);
    const kept = body.items[0].sha256;
    const old = new Date(Date.now() - 100 * 3_600_000);
    utimesSync(join(attachments, kept.slice(0, 2), kept), old, old);
    expect(await sweepAttachments(ctx)).to.equal(2);
    expect(storedFiles()).to.include.members([kept, young, 'under-way']).and.not.include(orphan).and.not.include('leftover');
    expect((await fetchBytes(body.items[0].url)).status).to.equal(200);
  });
});
