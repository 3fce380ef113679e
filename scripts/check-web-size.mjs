// What a phone downloads to show the portal's first page: all JavaScript that the built pages load for it, gzipped.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { root } from './prepare.mjs';

const built = join(root, 'dist', 'web');
const capBytes = 150 * 1024;
const firstRoute = ['index.html', 'src/portal/my-incidents-page.tsx'];

/** The files of the first route with their gzipped sizes, or null when the pages are not built. */
export function firstRouteFiles() {
  const path = join(built, '.vite', 'manifest.json');
  if (!existsSync(path)) return null;
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const imported of manifest[key].imports ?? []) visit(imported);
  };
  for (const key of firstRoute) visit(key);
  return [...seen].map((key) => ({ file: manifest[key].file, bytes: gzipSync(readFileSync(join(built, manifest[key].file))).length }));
}

/** Faults for `npm run check`. */
export function checkWebSize() {
  const files = firstRouteFiles();
  const bytes = (files ?? []).reduce((sum, file) => sum + file.bytes, 0);
  return bytes > capBytes
    ? [`the portal's first route is ${Math.round(bytes / 1024)} kB of gzipped JavaScript; the cap is ${capBytes / 1024} kB`]
    : [];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = firstRouteFiles();
  if (!files) console.log('The pages are not built: npm run build');
  for (const { file, bytes } of files ?? []) console.log(`${String(Math.round(bytes / 102.4) / 10).padStart(7)} kB  ${file}`);
  const sum = (files ?? []).reduce((total, { bytes }) => total + bytes, 0);
  console.log(`${String(Math.round(sum / 102.4) / 10).padStart(7)} kB  in all, of ${capBytes / 1024}`);
  for (const fault of checkWebSize()) {
    console.error(fault);
    process.exitCode = 1;
  }
}
