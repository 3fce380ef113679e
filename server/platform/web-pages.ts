import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';

const yearMs = 365 * 24 * 60 * 60 * 1000;

/**
 * The reader of codes runs a WebAssembly program, in a thread of its own. A thread has the policy of its own answer, so the pages
 * keep theirs, which lets nothing be compiled.
 */
const decoderPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/** Serves the built pages: hashed files for ever, every other address with the page that routes by itself. */
export function webPages(directory: string): Router {
  const router = Router();
  const index = join(directory, 'index.html');
  if (!existsSync(index)) return router;
  const html = readFileSync(index);
  router.get(/^\/assets\/decoder-worker-[\w-]+\.js$/, (_req, res, next) => {
    res.set('Content-Security-Policy', decoderPolicy);
    next();
  });
  router.use(
    '/assets/',
    express.static(join(directory, 'assets'), { immutable: true, maxAge: yearMs, fallthrough: true, redirect: false }),
  );
  router.use(express.static(directory, { index: false, maxAge: 0, redirect: false }));
  router.get('/{*path}', (req, res, next) => {
    const isPage = !req.path.startsWith('/api/') && req.accepts(['html', 'json']) === 'html';
    if (!isPage) return next();
    res.set('Cache-Control', 'no-cache').type('html').send(html);
  });
  return router;
}
