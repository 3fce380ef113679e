// `npm run check`: format, lint, types, direction of imports, sizes, schema dumps. `-- --write` repairs what a machine can.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkDialects, checkImports } from './check-imports.mjs';
import { checkSizes } from './check-sizes.mjs';
import { checkWebSize } from './check-web-size.mjs';
import { checkNode, install, root } from './prepare.mjs';
import { startPostgres } from './services.mjs';

checkNode();
install();
const isWriting = process.argv.includes('--write');

run('format and lint', [
  'node_modules/@biomejs/biome/bin/biome',
  'check',
  '--error-on-warnings',
  '--max-diagnostics=50',
  ...(isWriting ? ['--write'] : []),
]);
run('types of the server', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.']);
if (existsSync(join(root, 'web/tsconfig.json'))) run('types of the pages', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'web']);
if (existsSync(join(root, 'web/e2e/tsconfig.json')))
  run('types of the browser tests', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'web/e2e']);
list('direction of imports', checkImports());
list('only db/dialect and db/search name a database', checkDialects());
const { faults, warnings } = checkSizes();
list('sizes', faults);
for (const warning of warnings) console.log(`    long: ${warning}`);
list('what the portal downloads first', checkWebSize());
await checkSchemas();

async function checkSchemas() {
  const postgres = process.env.TEST_POSTGRES_URL ? null : await startPostgres();
  const url = process.env.TEST_POSTGRES_URL ?? postgres?.url ?? '';
  const args = ['--import', 'tsx', 'scripts/dump-schema.ts', ...(isWriting ? ['--write'] : [])];
  run('schema dumps', args, { TEST_POSTGRES_URL: url });
  if (!url) console.log('    db/schema.postgres.sql was not compared: there is no PostgreSQL on this machine');
  await postgres?.stop();
}

function run(title, args, env = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 1 << 28,
  });
  say(title, status === 0, `${stdout}${stderr}`.trim());
}

function list(title, found) {
  say(title, found.length === 0, found.join('\n'));
}

function say(title, isGood, detail) {
  console.log(`  ${isGood ? '✔' : '✘'} ${title}`);
  if (isGood) return;
  console.log(detail.replace(/^/gm, '    '));
  process.exitCode = 1;
}
