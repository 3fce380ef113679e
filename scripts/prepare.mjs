// Everything that must be true before TypeScript can run: the right Node, the packages, the build. Plain JavaScript with
// nothing but Node's own modules, because on a fresh clone there is nothing else.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const dist = join(root, 'dist');

/** Stops with one line when this Node is too old to run the program. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(`Coulisse needs Node 20.19 or newer; this is Node ${process.versions.node}. Install a newer one from https://nodejs.org`);
}

/** Reads `.env` beside package.json; what the environment says already wins. */
export function loadEnvironment() {
  const file = join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

/** Installs the packages of package-lock.json unless they are there already. */
export function install() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const stamp = join(modules, '.coulisse-lock-hash');
  const hash = sha256(lock);
  if (read(stamp) === hash) return;
  if (!isInstalled(JSON.parse(lock))) {
    say('Installing packages (the first time takes a minute or two) …');
    npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  }
  writeFileSync(stamp, hash);
}

/** True when what npm says it installed is what the lock file asks for on this machine. */
function isInstalled(lock) {
  const hidden = read(join(modules, '.package-lock.json'));
  if (!hidden) return false;
  const installed = JSON.parse(hidden).packages;
  return Object.entries(lock.packages).every(
    ([path, { version, optional, link }]) => path === '' || link || optional || installed[path]?.version === version,
  );
}

/** Compiles the server and the web pages into dist/, each only when its sources changed since the last time. */
export function build() {
  buildPart('server', serverSources(), () => {
    for (const part of ['server', 'jobs', 'db', 'scripts']) rmSync(join(dist, part), { recursive: true, force: true });
    node(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
  });
  if (!existsSync(join(root, 'web', 'index.html'))) return;
  buildPart('web', webSources(), () => node(['node_modules/vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn']));
}

function buildPart(name, sources, compile) {
  const stamp = join(dist, `.${name}-hash`);
  const hash = hashOf(sources);
  if (read(stamp) === hash) return;
  rmSync(stamp, { force: true });
  say(`Building the ${name} …`);
  compile();
  mkdirSync(dist, { recursive: true });
  // Written last: a build that was interrupted is done again.
  writeFileSync(stamp, hash);
}

const isTest = (path) => /\.(test|e2e|fixture)\.tsx?$/.test(path) || path.startsWith('web/e2e/');

const serverSources = () => [
  ...files(['server', 'jobs', 'db', 'scripts']).filter((path) => path.endsWith('.ts') && !isTest(path)),
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];

const webSources = () => [
  ...files(['web']).filter((path) => !isTest(path)),
  ...files(['server']).filter((path) => path.endsWith('-schemas.ts')),
  'package-lock.json',
];

/** All files under the folders, as paths from the root in a stable order. */
export function files(folders) {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/')),
    )
    .filter((path) => !path.includes('node_modules/'))
    .sort();
}

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths)
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function npm(args) {
  // Under `npm start` npm says where it is itself; that spares a search for npm.cmd on Windows.
  const cli = process.env.npm_execpath;
  if (cli && /\.[cm]?js$/.test(cli)) return node([cli, ...args]);
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, process.platform === 'win32');
}

const node = (args) => run(process.execPath, args, false);

function run(program, args, shell) {
  const { status, signal, error } = spawnSync(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell });
  if (signal) process.kill(process.pid, signal);
  if (error || status !== 0) stop(`${program} ${args.slice(0, 2).join(' ')} failed${error ? `: ${error.message}` : ''}`);
}

/** One line for people, on the error stream so that a command's own output stays clean. */
export const say = (line) => process.stderr.write(`${line}\n`);

function stop(line) {
  say(line);
  process.exit(1);
}

/** All of it, for a command that runs compiled code. */
export function prepare() {
  checkNode();
  loadEnvironment();
  install();
  build();
}
