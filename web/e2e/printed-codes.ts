import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const require = createRequire(import.meta.url);
const host = 'http://printer.example';

/** What a reader makes of the first page of a PDF: it is drawn by a real browser, at 200 dots per inch, and read. */
export async function codesIn(browser: Browser, pdf: Buffer): Promise<string[]> {
  const wasm = readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
  const found = await readBarcodes(await drawn(browser, pdf), { formats: ['QRCode', 'Code128'], maxNumberOfSymbols: 100 });
  return found.map(({ text }) => text);
}

async function drawn(browser: Browser, pdf: Buffer): Promise<Uint8Array> {
  const page = await browser.newPage();
  const library = dirname(require.resolve('unpdf'));
  await page.route(`${host}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: '<canvas></canvas>' });
    return route.fulfill({ contentType: 'text/javascript', body: readFileSync(join(library, pathname)) });
  });
  await page.goto(`${host}/`);
  const png = await page.evaluate(`(async () => {
    const pdfjs = await import('${host}/pdfjs.mjs');
    const data = Uint8Array.from(atob('${pdf.toString('base64')}'), (letter) => letter.charCodeAt(0));
    const first = await (await pdfjs.getDocument({ data }).promise).getPage(1);
    const viewport = first.getViewport({ scale: 200 / 72 });
    const canvas = document.querySelector('canvas');
    canvas.width = viewport.width;
    canvas.height = viewport.height;
    await first.render({ canvas, canvasContext: canvas.getContext('2d'), viewport }).promise;
    return canvas.toDataURL('image/png').split(',')[1];
  })()`);
  await page.close();
  return Buffer.from(png as string, 'base64');
}
