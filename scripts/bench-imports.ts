import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../db/connection.ts';
import { addPerson } from '../server/auth/administer-people.ts';
import { createToken } from '../server/auth/create-token.ts';
import { findPersonByEmail } from '../server/people/person-queries.ts';
import { newPerson } from '../server/people/person-schemas.ts';
import { systemActor } from '../server/platform/actor.ts';
import { readConfig } from '../server/platform/config.ts';
import { openLog } from '../server/platform/log.ts';
import { makeDatabase } from './bench-database.ts';
import { latenciesOf, percentile, type Row, row } from './bench-measure.ts';
import { openContext } from './open-context.ts';
import { newInstallation, type Running, startPart } from './processes.ts';

/** As many as a portion of an import has, for the floor. */
const portion = 250;

/** Rows a second of a long list: checked, imported, imported again without a change, taken back; and what the desk feels meanwhile. */
export async function measureImports(rows: number, postgres: string | null): Promise<Row[]> {
  const database = postgres ? await makeDatabase(postgres) : null;
  const installation = newInstallation(database ? { DATABASE_URL: database.url } : {});
  let running: Running | null = null;
  try {
    const token = await tokenFor(installation.env);
    running = await startPart('all', installation);
    return await measure(running.url, token, rows, `${rows} rows, ${database ? 'PostgreSQL' : 'SQLite'}`);
  } finally {
    await running?.end();
    installation.remove();
    await database?.drop();
  }
}

async function tokenFor(env: NodeJS.ProcessEnv): Promise<string> {
  const ctx = await openContext(readConfig(env), openLog('silent'));
  try {
    await addPerson(ctx, systemActor, newPerson.parse({ email: 'carla@example.org', name: 'Carla', role: 'lead' }));
    const lead = await findPersonByEmail(ctx.db.sql, 'carla@example.org');
    return (await createToken(ctx, systemActor, { personId: lead?.id as string, label: 'bench' })).token;
  } finally {
    await ctx.db.close();
  }
}

async function measure(url: string, token: string, rows: number, at: string): Promise<Row[]> {
  const list = listOf(rows);
  const floor = await bareRate(list);
  const api = clientOf(url, token);
  const checked = await api.rate(() => api.send(list, true));
  const desk: number[] = [];
  const imported = await api.rate(
    () => api.send(list, false),
    async () => void desk.push(...(await latenciesOf(url, token, ['/api/v1/incidents?limit=50', '/api/v1/assets?limit=60']))),
  );
  const unchanged = await api.rate(() => api.send(list, false));
  const undone = await api.rate(() => api.undo(imported.id));
  return [
    row(`bare INSERT in portions, ${at}`, floor, 'rows/s'),
    row(`list checked in the background, ${at}`, rows / checked.seconds, 'rows/s', floor),
    row(`list imported in the background, ${at}`, rows / imported.seconds, 'rows/s', floor),
    row(`list imported again without a change, ${at}`, rows / unchanged.seconds, 'rows/s', floor),
    row(`import taken back, ${at}`, rows / undone.seconds, 'rows/s', floor),
    row(
      `desk's lists during the import, p95, ${at}`,
      percentile(
        desk.sort((a, b) => a - b),
        0.95,
      ),
      'ms',
    ),
  ];
}

const listOf = (rows: number): string =>
  [
    'Asset Tag,Name,Category,Serial,Manufacturer,Model,Purchase Date,Purchase Cost,MAC Address,Notes',
    ...Array.from({ length: rows }, (_, i) => {
      const mac = (i + 0x10000000)
        .toString(16)
        .padStart(12, '0')
        .replace(/..(?=.)/g, '$&:');
      return `B-${i},Machine ${i},Laptop,SERIAL${i},Lenovo,ThinkPad X${i % 30},1/23/2023,"$1,234.50",${mac},kept in room ${i % 400}`;
    }),
  ].join('\r\n');

function clientOf(url: string, token: string) {
  const headers = { authorization: `Bearer ${token}` };
  const call = async (method: string, path: string, body?: string): Promise<{ id: string; state: string }> => {
    const type = { 'content-type': 'text/csv', prefer: 'respond-async' };
    const answer = await fetch(`${url}/api/v1/assets/imports${path}`, { method, headers: { ...headers, ...type }, ...(body && { body }) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return answer.status === 204 ? { id: '', state: 'undone' } : ((await answer.json()) as { id: string; state: string });
  };
  return {
    send: (list: string, dryRun: boolean) => call('POST', `?dryRun=${dryRun}`, list),
    undo: (id: string) => call('DELETE', `/${id}`),
    /** Seconds from the request until the import is at rest; `meanwhile` goes on all the time. */
    async rate(begin: () => Promise<{ id: string; state: string }>, meanwhile?: () => Promise<void>) {
      const startedAt = performance.now();
      const { id, state: first } = await begin();
      for (let state = first; state === 'running' || state === 'undoing'; ) {
        await (meanwhile?.() ?? new Promise((resolve) => setTimeout(resolve, 100)));
        ({ state } = await call('GET', `/${id}`));
        if (state === 'failed') throw new Error(`the import ${id} failed`);
      }
      return { id, seconds: (performance.now() - startedAt) / 1000 };
    },
  };
}

/** The same lines into a bare SQLite table, so many in each transaction. */
async function bareRate(list: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'coulisse-bench-import-'));
  const db = openDatabase({ client: 'sqlite', path: join(folder, 'bare.db') });
  try {
    await db.writer.raw('create table bare (id integer primary key, line text not null)');
    const lines = list.split('\r\n').slice(1);
    const startedAt = performance.now();
    for (let start = 0; start < lines.length; start += portion) {
      const rows = lines.slice(start, start + portion).map((line) => ({ line }));
      await db.writer.transaction((trx) => trx('bare').insert(rows));
    }
    return lines.length / ((performance.now() - startedAt) / 1000);
  } finally {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
