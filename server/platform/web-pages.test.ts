import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import express from 'express';
import { webPages } from './web-pages.ts';

describe('the built pages', () => {
  const strict = "default-src 'self';script-src 'self'";
  let server: Server;
  let directory: string;
  const policyOf = async (path: string): Promise<string | null> => {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers: { Accept: 'text/html' } });
    expect(response.status, path).to.equal(200);
    return response.headers.get('content-security-policy');
  };
  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'coulisse-pages-'));
    mkdirSync(join(directory, 'assets'));
    for (const path of ['index.html', 'assets/index-Ab12.js', 'assets/decoder-worker-Ab_1-2.js', 'assets/decoder-worker-notes.css'])
      writeFileSync(join(directory, path), 'x');
    const app = express();
    app.use((_req, res, next) => {
      res.set('Content-Security-Policy', strict);
      next();
    });
    app.use(webPages(directory));
    server = await new Promise((resolve) => {
      const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
    });
  });
  after(() => {
    server.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('let WebAssembly be compiled in the thread that reads codes, and nowhere else', async () => {
    expect(await policyOf('/assets/decoder-worker-Ab_1-2.js')).to.equal(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
    );
    for (const path of ['/', '/scan', '/assets/AST-1', '/assets/index-Ab12.js', '/assets/decoder-worker-notes.css'])
      expect(await policyOf(path), path).to.equal(strict);
  });
});
