import { get } from 'node:http';
import { createToken } from '../server/auth/create-token.ts';
import { systemActor } from '../server/platform/actor.ts';
import { readConfig } from '../server/platform/config.ts';
import { openLog } from '../server/platform/log.ts';
import { makeDatabase } from './bench-database.ts';
import { latenciesOf, percentile, type Row, row } from './bench-measure.ts';
import { openContext } from './open-context.ts';
import { type Installation, newInstallation, pause, type Running, startPart } from './processes.ts';
import { seedQueue } from './seed-queue.ts';

const viewCount = 30;
const browsers = 500;

interface Desk {
  url: string;
  token: string;
  /** An incident that can be assigned to and fro. */
  openId: string;
  technicians: string[];
}

/** What `postgres` names is a server on which databases may be made; null measures SQLite. */
async function atDesk(incidents: number, postgres: string | null, measure: (desk: Desk, at: string) => Promise<Row[]>): Promise<Row[]> {
  const database = postgres ? await makeDatabase(postgres) : null;
  const installation = newInstallation(database ? { DATABASE_URL: database.url } : {});
  let running: Running | null = null;
  try {
    const { openId, technicians, token } = await seed(installation, incidents);
    running = await startPart('all', installation);
    const at = `${incidents} incidents, ${database ? 'PostgreSQL' : 'SQLite'}`;
    return await measure({ url: running.url, token, openId, technicians }, at);
  } finally {
    await running?.end();
    installation.remove();
    await database?.drop();
  }
}

async function seed(installation: Installation, incidents: number) {
  const ctx = await openContext(readConfig(installation.env), openLog('silent'));
  try {
    const { openId, technicians } = await seedQueue(ctx, incidents);
    const { token } = await createToken(ctx, systemActor, { personId: technicians[0] as string, label: 'bench' });
    return { openId, technicians, token };
  } finally {
    await ctx.db.close();
  }
}

// biome-ignore lint/suspicious/noExplicitAny: answers of the API, looked into freely
const send = async ({ url, token }: Desk, method: string, path: string, body?: object): Promise<any> => {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const response = await fetch(`${url}/api/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return response.json();
};

/** Thirty counters in one sidebar, with nothing changed and after every change. */
export const measureViews = (incidents: number, postgres: string | null): Promise<Row[]> =>
  atDesk(incidents, postgres, async (desk, at) => {
    await makeViews(desk);
    const path = '/api/v1/views/counts';
    const first = await latenciesOf(desk.url, desk.token, [path]);
    const still = await latenciesOf(
      desk.url,
      desk.token,
      Array.from({ length: 200 }, () => path),
    );
    const changed: number[] = [];
    for (let i = 0; i < 100; i += 1) {
      await assign(desk, i);
      changed.push(...(await latenciesOf(desk.url, desk.token, [path])));
    }
    changed.sort((a, b) => a - b);
    const name = `${viewCount} view counters`;
    return [
      row(`${name}, first time, ${at}`, first[0] as number, 'ms'),
      row(`${name}, p95, ${at}`, percentile(still, 0.95), 'ms'),
      row(`${name} right after a change, p50, ${at}`, percentile(changed, 0.5), 'ms'),
      row(`${name} right after a change, p95, ${at}`, percentile(changed, 0.95), 'ms'),
    ];
  });

/** Ben's first ten, and twenty of every kind of filter. */
async function makeViews(desk: Desk): Promise<void> {
  const open = 'new,in_progress,pending';
  const groups = (await send(desk, 'GET', '/support-groups')).items as Array<{ id: string }>;
  const filters = [
    { status: open, priority: 'P1,P2' },
    { status: open, priority: 'P1', assigneeId: 'none' },
    { status: open, department: 'Sales' },
    { status: open, department: 'Legal,Finance', priority: 'P1' },
    { status: open, tag: 'vip' },
    { status: open, tag: 'storm,network' },
    { status: 'new', opened: '-P1D..' },
    { status: open, opened: '..-P30D' },
    { status: open, updated: '..-P7D' },
    { status: 'pending', assigneeId: 'me' },
    { status: 'resolved' },
    { resolved: 'today' },
    { status: open, due: '..PT4H' },
    { status: open, assigneeId: desk.technicians.slice(1, 4).join(',') },
    ...groups.slice(0, 6).map(({ id }) => ({ status: open, supportGroupId: id })),
  ];
  for (const [index, each] of filters.entries()) await send(desk, 'POST', '/views', { name: `View ${index}`, filters: each });
}

const assign = (desk: Desk, turn: number): Promise<unknown> =>
  send(desk, 'PUT', `/incidents/${desk.openId}/assignment`, { technicianId: turn % 2 ? null : desk.technicians[1 + (turn % 7)] });

/** From the beginning of a change until the last of many connected browsers has heard of it. */
export const measureLive = (incidents: number, postgres: string | null): Promise<Row[]> =>
  atDesk(incidents, postgres, async (desk, at) => {
    const heard = new Map<number, { left: number; done: () => void }>();
    const close = await listen(desk, (version) => {
      const waiting = heard.get(version);
      if (!waiting) return;
      waiting.left -= 1;
      if (waiting.left === 0) waiting.done();
    });
    const taken: number[] = [];
    let { version } = await send(desk, 'GET', `/incidents/${desk.openId}`);
    for (let i = 0; i < 40; i += 1) {
      version += 1;
      const all = new Promise<void>((done) => heard.set(version, { left: browsers, done }));
      const startedAt = performance.now();
      await Promise.all([assign(desk, i), all]);
      taken.push(performance.now() - startedAt);
      await pause(50);
    }
    close();
    taken.sort((a, b) => a - b);
    const name = `change until ${browsers} browsers have heard of it`;
    return [row(`${name}, p50, ${at}`, percentile(taken, 0.5), 'ms'), row(`${name}, p95, ${at}`, percentile(taken, 0.95), 'ms')];
  });

/** Opens the streams; answers the function that closes them. */
async function listen({ url, token, openId }: Desk, onVersion: (version: number) => void): Promise<() => void> {
  const requests = Array.from({ length: browsers }, () =>
    get(`${url}/api/v1/live`, { headers: { Authorization: `Bearer ${token}` }, agent: false }),
  );
  await Promise.all(
    requests.map(
      (request) =>
        new Promise<void>((ready, fail) => {
          request.once('error', fail);
          request.once('response', (response) => {
            let text = '';
            response.setEncoding('utf8').on('data', (chunk: string) => {
              text += chunk;
              if (text.includes('event: ready')) ready();
              for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
                const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1];
                text = text.slice(end + 2);
                const event = data ? (JSON.parse(data) as { id?: string; version?: number }) : {};
                if (event.id === openId && event.version) onVersion(event.version);
              }
            });
          });
        }),
    ),
  );
  return () => {
    for (const request of requests) request.destroy();
  };
}
