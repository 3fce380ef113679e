import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { type FileText, readFileText } from './file-text.ts';
import { makePdf } from './testing-pdf.ts';

describe('the words of a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coulisse-words-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  let count = 0;
  const read = (bytes: Buffer | Uint8Array | string, contentType: string): Promise<FileText> => {
    count += 1;
    const path = join(folder, String(count));
    writeFileSync(path, bytes);
    return readFileText({ path, contentType });
  };
  const zip = (parts: Record<string, string>) =>
    read(zipSync(Object.fromEntries(Object.entries(parts).map(([n, x]) => [n, strToU8(x)]))), 'application/zip');

  it('come from texts in the encodings that people have', async () => {
    expect(await read('Écran bleu\nau démarrage', 'text/plain; charset=utf-8')).to.deep.equal({
      state: 'read',
      text: 'Écran bleu au démarrage',
    });
    const utf16 = Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from('Écran noir', 'utf16le')]);
    expect(await read(utf16, 'application/octet-stream')).to.deep.equal({ state: 'read', text: 'Écran noir' });
    expect(await read(Buffer.from('Ecran d\xe9fectueux', 'latin1'), 'application/octet-stream')).to.deep.equal({
      state: 'read',
      text: 'Ecran défectueux',
    });
    expect(await read('<html><script>no()</script><p>d&eacute;ja &#233;t&#xe9; <b>vu</b></p>', 'text/plain')).to.deep.include({
      state: 'read',
    });
  });

  it('come from Word, whatever runs its words are cut into', async () => {
    const xml =
      '<w:document><w:p><w:r><w:t>Impri</w:t></w:r><w:r><w:t>mante</w:t></w:r></w:p><w:p><w:r><w:t>R&amp;D</w:t></w:r></w:p></w:document>';
    expect(await zip({ '[Content_Types].xml': '', 'word/document.xml': xml })).to.deep.equal({ state: 'read', text: 'Imprimante R&D' });
  });

  it('come from Excel, PowerPoint and OpenDocument', async () => {
    expect(await zip({ 'xl/sharedStrings.xml': '<sst><si><t>Serial</t></si><si><t>PF3XYZ</t></si></sst>' })).to.deep.equal({
      state: 'read',
      text: 'Serial PF3XYZ',
    });
    expect(
      await zip({ 'ppt/slides/slide10.xml': '<a:p><a:t>ten</a:t></a:p>', 'ppt/slides/slide2.xml': '<a:p><a:t>two</a:t></a:p>' }),
    ).to.deep.equal({
      state: 'read',
      text: 'two ten',
    });
    expect(await zip({ 'content.xml': '<text:p>one<text:tab/>two</text:p><text:p>three</text:p>' })).to.deep.equal({
      state: 'read',
      text: 'one two three',
    });
  });

  it('come from PDF', async () => {
    expect(await read(makePdf(['Toner is low', 'Page two']), 'application/pdf')).to.deep.equal({
      state: 'read',
      text: 'Toner is low Page two',
    });
  });

  it('are not there, and the reason is', async () => {
    expect(await read(makePdf(['']), 'application/pdf')).to.deep.equal({ state: 'skipped', reason: 'empty' });
    expect(await read('%PDF-1.7 torn', 'application/pdf')).to.deep.equal({ state: 'skipped', reason: 'damaged' });
    expect(await zip({ 'program.exe': 'MZ' })).to.deep.equal({ state: 'skipped', reason: 'format' });
    expect(await read(Buffer.from([1, 0, 2, 0, 3]), 'application/octet-stream')).to.deep.equal({ state: 'skipped', reason: 'format' });
    expect(await read('x', 'application/gzip')).to.deep.equal({ state: 'skipped', reason: 'format' });
    expect(await readFileText({ path: join(folder, 'nowhere'), contentType: 'text/plain' })).to.deep.equal({
      state: 'skipped',
      reason: 'missing',
    });
  });

  it('are cut where they are too many', async () => {
    const text = await read('word '.repeat(100_000), 'text/plain');
    expect(text.state).to.equal('partial');
    expect(text.state === 'partial' && text.text.length).to.equal(200_000);
  });

  it('cost a bomb’s sender the bomb', async () => {
    expect(await zip({ 'word/document.xml': 'a'.repeat(40 * 1024 * 1024) })).to.deep.equal({ state: 'skipped', reason: 'tooLarge' });
    const deep = `${'<w:p>'.repeat(200_000)}end`;
    expect(await zip({ 'word/document.xml': deep })).to.deep.equal({ state: 'read', text: 'end' });
  });

  it('never reject, whatever the bytes', async () => {
    const types = ['application/pdf', 'application/zip', 'application/octet-stream'];
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...types), fc.boolean(), async (bytes, type, isTorn) => {
        const whole = isTorn ? Buffer.from(makePdf(['torn']).subarray(0, 200 + bytes.length)) : bytes;
        expect((await read(whole, type)).state).to.be.oneOf(['read', 'skipped']);
      }),
      { numRuns: 12 },
    );
  });
});
