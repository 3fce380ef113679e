import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import { type OpenDatabase, openDatabase } from '../db/connection.ts';
import { cli, freePort, type Installation, newInstallation, pause, type Running, startPart, until } from './processes.ts';

/**
 * Kills the whole program at random moments under load, many times, and then asks whether anything was lost, doubled or
 * left behind. The load files incidents with an Idempotency-Key each and repeats what was not answered, as any careful
 * client does; an escalation policy with three steps and a backup of a tree run all the while.
 */
const kills = Number(process.env['CHAOS_KILLS'] ?? 50);
const stepsAfter = ['PT1S', 'PT2S', 'PT3S'];

interface World {
  installation: Installation;
  port: number;
  tokens: { admin: string; employee: string };
  redis: Redis | null;
  running: Running;
}

for (const queue of ['local', ...(process.env['TEST_REDIS_URL'] ? ['redis'] : [])] as const) {
  describe(`${kills} kills with the ${queue} queue`, function () {
    this.timeout(1_800_000);
    let world: World;
    before(async () => {
      world = await settle(queue);
    });
    after(async () => {
      await world.running.end('SIGKILL');
      world.redis?.disconnect();
      world.installation.remove();
    });

    it('lose no incident, double none, fire each step once, leave no run and no process behind', async () => {
      const filed = await loadAndKill(world);
      await until('every escalation to end', 60_000, async () => (await armed(world)) === 0);
      const db = openDatabase({ client: 'sqlite', path: join(world.installation.dataDir, 'coulisse.db') });
      try {
        await checkIncidents(db, filed);
        await checkEscalations(db);
        await checkRuns(world, db);
      } finally {
        await db.close();
      }
    });
  });
}

async function settle(queue: string): Promise<World> {
  const redisUrl = `${process.env['TEST_REDIS_URL']}/${randomInt(4, 15)}`;
  const redis = queue === 'redis' ? new Redis(redisUrl) : null;
  await redis?.flushdb();
  const installation = newInstallation(redis ? { REDIS_URL: redisUrl } : {});
  await cli(installation, 'person', 'create', '--email', 'dmitri@example.org', '--name', 'Dmitri', '--role', 'admin');
  await cli(installation, 'person', 'create', '--email', 'ana@example.org', '--name', 'Ana', '--role', 'employee');
  const admin = await cli(installation, 'token', 'create', '--person', 'dmitri@example.org');
  const employee = await cli(installation, 'token', 'create', '--person', 'ana@example.org');
  const port = await freePort();
  const running = await startPart('all', installation, port);
  const world = { installation, port, tokens: { admin, employee }, redis, running };
  await furnish(world);
  return world;
}

/** A service that escalates, and a server whose files are backed up. */
async function furnish(world: World): Promise<void> {
  const me = await send(world, 'admin', 'GET', '/me');
  const group = await send(world, 'admin', 'POST', '/support-groups', { name: 'Service desk', isDefault: true, memberIds: [me.id] });
  const steps = stepsAfter.map((after) => ({ after, from: 'opened', actions: [{ type: 'notify', supportGroupId: group.id }] }));
  const policy = await send(world, 'admin', 'POST', '/escalation-policies', { name: 'Climb', steps });
  await send(world, 'admin', 'POST', '/services', { name: 'Mail', supportGroupId: group.id, escalationPolicyId: policy.id });
  const tree = join(world.installation.dataDir, 'tree');
  mkdirSync(tree);
  for (let i = 0; i < 400; i += 1) writeFileSync(join(tree, `${i}.txt`), `${i}`.repeat(5000));
  const asset = await send(world, 'admin', 'POST', '/assets', { kind: 'server', name: 'files' });
  const location = join(world.installation.dataDir, 'repository');
  const repository = await send(world, 'admin', 'POST', '/backups/repositories', { name: 'Here', engine: 'archive', location });
  await send(world, 'admin', 'POST', '/backups/policies', {
    name: 'Files',
    assetId: asset.id,
    repositoryId: repository.id,
    source: { type: 'path', paths: [tree] },
    schedule: { cron: '* * * * *', timeZone: 'Europe/Paris' },
    startWithin: 'PT15M',
    retention: { keepLast: 3 },
  });
}

// biome-ignore lint/suspicious/noExplicitAny: answers of the API, looked into freely
type Json = any;

async function send(world: World, who: 'admin' | 'employee', method: string, path: string, body?: unknown, key?: string): Promise<Json> {
  const response = await fetch(`http://127.0.0.1:${world.port}/api/v1${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${world.tokens[who]}`,
      'Content-Type': 'application/json',
      ...(key && { 'Idempotency-Key': key }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(`${method} ${path}: ${JSON.stringify(answer)}`), { status: response.status });
  return answer;
}

/** Files incidents from several clients at once while the program dies and comes back; answers what was acknowledged. */
async function loadAndKill(world: World): Promise<Map<string, string>> {
  const acknowledged = new Map<string, string>();
  const services = await send(world, 'admin', 'GET', '/services');
  const policies = await send(world, 'admin', 'GET', '/backups/policies');
  const load = { isOn: true, next: 0 };
  const clients = Array.from({ length: 4 }, async () => {
    while (load.isOn) {
      load.next += 1;
      const title = `Incident ${load.next}`;
      acknowledged.set(title, await fileUntilAnswered(world, title, services.items[0].id));
      await pause(randomInt(5, 60));
    }
  });
  for (let i = 0; i < kills; i += 1) {
    await pause(randomInt(50, 900));
    if (i % 5 === 0) await send(world, 'admin', 'POST', `/backups/policies/${policies.items[0].id}/runs`, {}).catch(() => {});
    await pause(randomInt(0, 200));
    await world.running.end('SIGKILL');
    if (world.redis && i % 4 === 0) await world.redis.flushdb();
    world.running = await startPart('all', world.installation, world.port);
  }
  load.isOn = false;
  await Promise.all(clients);
  return acknowledged;
}

async function fileUntilAnswered(world: World, title: string, serviceId: string): Promise<string> {
  for (;;) {
    try {
      const incident = await send(world, 'employee', 'POST', '/incidents', { title, impact: 'high', urgency: 'high', serviceId }, title);
      return incident.number;
    } catch (error) {
      const { status } = error as { status?: number };
      if (status !== undefined && status !== 503) throw error;
      await pause(40);
    }
  }
}

/** How many escalation steps are still to come. */
async function armed(world: World): Promise<number> {
  const db = openDatabase({ client: 'sqlite', path: join(world.installation.dataDir, 'coulisse.db') });
  try {
    return (await db.sql('outbox').select('id').where({ job: 'escalation.step' }).limit(5000)).length;
  } finally {
    await db.close();
  }
}

async function checkIncidents(db: OpenDatabase, filed: Map<string, string>): Promise<void> {
  const rows: Array<{ title: string; number: number }> = await db
    .sql('incidents')
    .select('title', 'number')
    .where('title', 'like', 'Incident %');
  const byTitle = new Map(rows.map((row) => [row.title, row.number]));
  expect(byTitle.size, 'an incident was doubled').to.equal(rows.length);
  for (const [title, number] of filed) expect(`INC-${byTitle.get(title)}`, `${title} was acknowledged`).to.equal(number);
  const numbers = rows.map(({ number }) => number).sort((a, b) => a - b);
  expect(numbers.at(-1)! - numbers[0]! + 1, 'a number is missing').to.be.at.least(numbers.length);
}

async function checkEscalations(db: OpenDatabase): Promise<void> {
  const incidents: Array<{ id: string; title: string }> = await db
    .sql('incidents')
    .select('id', 'title')
    .where('title', 'like', 'Incident %');
  const fired: Array<{ incidentId: string; step: number; firedAt: Date }> = await db
    .sql('escalationFirings')
    .select('*')
    .orderBy(['incidentId', 'firedAt']);
  for (const { id, title } of incidents) {
    const steps = fired.filter((firing) => firing.incidentId === id).map(({ step }) => step);
    expect(steps, `${title} climbs every step once, in order`).to.deep.equal(stepsAfter.map((_, index) => index + 1));
  }
  const notified: Array<{ n: number }> = await db
    .sql('notifications')
    .whereIn('subjectId', incidents.map(({ id }) => id).slice(0, 500))
    .where({ kind: 'incident.escalated' })
    .groupBy('subjectId')
    .count({ n: '*' });
  for (const { n } of notified) expect(n, 'one notification for each step').to.equal(stepsAfter.length);
}

async function checkRuns(world: World, db: OpenDatabase): Promise<void> {
  await until('every run to end', 90_000, async () => {
    const open = await db.sql('backupRuns').select('id').whereIn('status', ['queued', 'running']);
    return open.length === 0;
  });
  await world.running.end('SIGTERM');
  const processes = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' });
  const orphans = processes.split('\n').filter((line) => line.includes(world.installation.dataDir) && !line.includes('chaos'));
  expect(orphans, 'a process was left behind').to.deep.equal([]);
}
