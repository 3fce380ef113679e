// Private services for tests and benchmarks: each in a temporary folder on a free port of the loopback interface, ended
// with the command that started it. Nothing that already runs is touched.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { accessSync, chownSync, constants, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What some tests need beyond Node, how it is found, and how it gets onto a machine. */
export const tools = [
  {
    name: 'PostgreSQL',
    find: () => postgresProgram('initdb'),
    packages: ['postgresql'],
    runs: 'every store and use-case test a second time',
  },
  {
    name: 'Redis',
    find: () => program('redis-server') ?? program('valkey-server'),
    packages: ['redis-server'],
    runs: 'the queue suite and the chaos test on Redis',
  },
  { name: 'restic', find: () => program('restic'), packages: ['restic'], runs: 'the backup engine restic' },
  {
    name: 'Chromium',
    find: () => program('chromium') ?? program('chromium-browser') ?? program('google-chrome'),
    packages: ['chromium', 'fonts-dejavu-core'],
    runs: 'the journeys in a real browser',
  },
  {
    name: 'MariaDB',
    find: () => program('mariadbd', ['/usr/sbin']) ?? program('mysqld', ['/usr/sbin']),
    packages: ['mariadb-server'],
    runs: 'that dumps of MariaDB come back whole',
  },
  { name: 'sshd', find: () => program('sshd', ['/usr/sbin']), packages: ['openssh-server', 'openssh-client'], runs: 'backups over SSH' },
  {
    name: 'Dovecot',
    find: () => program('dovecot', ['/usr/sbin']),
    packages: ['dovecot-imapd', 'dovecot-lmtpd'],
    runs: 'that mail is fetched from a real IMAP server',
  },
  {
    name: 'Exim',
    find: () => program('exim4', ['/usr/sbin']),
    packages: ['exim4-daemon-light'],
    runs: 'a whole conversation by mail, out by a real mail server and back (as root)',
  },
  {
    name: 'FusionInventory',
    find: () => program('fusioninventory-agent'),
    packages: ['fusioninventory-agent'],
    runs: 'that an unchanged FusionInventory agent speaks with us',
  },
  {
    name: 'OCSInventory',
    find: () => program('ocsinventory-agent'),
    packages: ['ocsinventory-agent'],
    runs: 'that an unchanged OCS Inventory agent speaks with us',
  },
  {
    name: 'NetDiscovery',
    find: () => program('fusioninventory-netdiscovery'),
    packages: ['fusioninventory-agent-task-network'],
    runs: 'that an appointed agent looks through a network for us',
  },
  { name: 'snmpsim', find: () => program('snmpsimd'), packages: ['snmpsim'], runs: 'that a switch is asked by SNMP' },
  { name: 'age', find: () => program('age'), packages: ['age'], runs: 'that the age program opens our encrypted archives' },
  { name: 'zstd', find: () => program('zstd'), packages: ['zstd'], runs: 'that the zstd program opens our archives' },
];

/** The path of a program, or null when the machine does not have it. */
export function program(name, extraFolders = []) {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), ...extraFolders]) {
    if (folder && isExecutable(join(folder, name))) return join(folder, name);
  }
  return null;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Debian keeps PostgreSQL's programs outside the PATH, one folder a version; the newest is taken. */
export function postgresProgram(name) {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  return program(
    name,
    versions.map((version) => join(base, version, 'bin')),
  );
}

/** Installs Debian packages; only called where the machine was given over to the tests (CI, as root). */
export function installPackages(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (args) => spawnSync('apt-get', ['-q', ...args], { env, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
  return apt(['update']) && apt(['install', '-y', '--no-install-recommends', ...packages]);
}

/** Starts a PostgreSQL server for tests; null when the machine has none. `url` may be filled with databases. */
export async function startPostgres() {
  const initdb = postgresProgram('initdb');
  const postgres = postgresProgram('postgres');
  if (!initdb || !postgres) return null;
  const user = unprivilegedUser();
  const folder = mkdtempSync(join(tmpdir(), 'coulisse-postgres-'));
  if (user) chownSync(folder, user.uid, user.gid);
  const as = { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] };
  execFileSync(initdb, ['-D', join(folder, 'data'), '-U', 'coulisse', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], as);
  const port = await freePort();
  // Durability is not what these tests are about, and the folder is thrown away.
  const options = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: folder,
    max_connections: 200,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  };
  const args = ['-D', join(folder, 'data'), ...Object.entries(options).flatMap(([key, value]) => ['-c', `${key}=${value}`])];
  // SIGINT: the "fast" shutdown, which does not wait for clients.
  const stop = startService(postgres, args, { ...user, cwd: folder }, folder, 'SIGINT');
  await untilListening(port);
  const url = `postgres://coulisse@127.0.0.1:${port}/postgres`;
  await untilAnswers(url);
  return { url, stop };
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const { status, stdout } = spawnSync('id', ['-u', name], { encoding: 'utf8' });
    const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' }).stdout;
    if (status === 0) return { uid: Number(stdout), gid: Number(gid) };
  }
  return null;
}

/** The port is open before the server takes connections. */
async function untilAnswers(url) {
  const { default: pg } = await import('pg');
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (tries > 100) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

/** Starts a Redis (or Valkey) that keeps nothing; null when the machine has none. */
export async function startRedis() {
  const redis = program('redis-server') ?? program('valkey-server');
  if (!redis) return null;
  const folder = mkdtempSync(join(tmpdir(), 'coulisse-redis-'));
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const stop = startService(redis, args, { cwd: folder }, folder, 'SIGTERM');
  await untilListening(port);
  return { url: `redis://127.0.0.1:${port}`, stop };
}

/** Starts a program that must not outlive this process; answers what ends it and removes its folder. */
function startService(path, args, options, folder, signal) {
  const child = spawn(path, args, { ...options, stdio: 'ignore' });
  const ended = new Promise((done) => child.once('exit', done));
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  return async () => {
    child.kill(signal);
    const timer = setTimeout(kill, 10_000);
    await ended;
    clearTimeout(timer);
    process.off('exit', kill);
    rmSync(folder, { recursive: true, force: true });
  };
}

/** A port of the loopback interface on which nobody listens. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function untilListening(port) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await isListening(port)) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`nothing listens on port ${port} after 30 s`);
}

function isListening(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
