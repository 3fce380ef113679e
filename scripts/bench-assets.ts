import { random } from '../db/seeds/random.ts';
import { transact } from '../db/transaction.ts';
import { addPerson } from '../server/auth/administer-people.ts';
import { createToken } from '../server/auth/create-token.ts';
import { createPerson } from '../server/people/create-person.ts';
import { findPersonByEmail } from '../server/people/person-queries.ts';
import { newPerson } from '../server/people/person-schemas.ts';
import { systemActor } from '../server/platform/actor.ts';
import { readConfig } from '../server/platform/config.ts';
import type { Context } from '../server/platform/context.ts';
import { openLog } from '../server/platform/log.ts';
import { makeDatabase } from './bench-database.ts';
import { bareExpressLatencies, latenciesOf, percentile, type Row, row } from './bench-measure.ts';
import { openContext } from './open-context.ts';
import { newInstallation, type Running, startPart } from './processes.ts';
import { rareModel, seedAssets } from './seed-assets.ts';

const holders = 4000;
/** Every question is asked so often, in turns with the others, as people do. */
const rounds = 12;

interface Register {
  url: string;
  token: string;
  siteIds: string[];
  holderIds: string[];
}

/** Lists, filters, searches, facets and a device's page with so many assets; what `postgres` names is a server for databases. */
export async function measureAssets(assets: number, postgres: string | null): Promise<Row[]> {
  const database = postgres ? await makeDatabase(postgres) : null;
  const installation = newInstallation(database ? { DATABASE_URL: database.url } : {});
  let running: Running | null = null;
  try {
    const ctx = await openContext(readConfig(installation.env), openLog('silent'));
    const seeded = await seed(ctx, assets).finally(() => ctx.db.close());
    running = await startPart('all', installation);
    const at = `${assets} assets, ${database ? 'PostgreSQL' : 'SQLite'}`;
    return await measure({ url: running.url, ...seeded }, at);
  } finally {
    await running?.end();
    installation.remove();
    await database?.drop();
  }
}

async function seed(ctx: Awaited<ReturnType<typeof openContext>>, assets: number) {
  await addPerson(ctx, systemActor, newPerson.parse({ email: 'dmitri@example.org', name: 'Dmitri', role: 'admin' }));
  const admin = await findPersonByEmail(ctx.db.sql, 'dmitri@example.org');
  const holderIds = await transact(ctx, seedHolders);
  const { siteIds } = await seedAssets(ctx, assets, holderIds, random(1));
  await ctx.db.dialect.analyze?.(ctx.db.sql);
  const { token } = await createToken(ctx, systemActor, { personId: admin?.id as string, label: 'bench' });
  return { token, siteIds, holderIds };
}

async function seedHolders(tx: Context): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < holders; n += 1) {
    ids.push((await createPerson(tx, newPerson.parse({ email: `holder.${n}@example.org`, name: `Holder ${n}`, role: 'employee' }))).id);
  }
  return ids;
}

async function measure(register: Register, at: string): Promise<Row[]> {
  const floor = percentile(await bareExpressLatencies(200), 0.95);
  const questions = await questionsTo(register);
  const taken = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, paths] of Object.entries(questions)) {
      taken.set(name, [...(taken.get(name) ?? []), ...(await latenciesOf(register.url, register.token, paths))]);
    }
  }
  const rows = [...taken].flatMap(([name, all]) => {
    const sorted = all.sort((a, b) => a - b);
    return [
      row(`${name}, p50, ${at}`, percentile(sorted, 0.5), 'ms', floor),
      row(`${name}, p95, ${at}`, percentile(sorted, 0.95), 'ms', floor),
    ];
  });
  return [row(`bare Express JSON answer, p95, beside ${at}`, floor, 'ms'), ...rows, ...(await toTheEnd(register, at))];
}

type Ask = (path: string) => Promise<{ items: Array<{ id: string }>; nextCursor: string }>;

const paths = (...queries: string[]) => queries.map((query) => `/api/v1/assets?limit=60&${query}`);

async function questionsTo({ url, token, siteIds, holderIds }: Register): Promise<Record<string, string[]>> {
  const headers = { authorization: `Bearer ${token}` };
  const ask: Ask = async (path) => (await fetch(url + path, { headers })).json() as ReturnType<Ask>;
  const { items, nextCursor } = await ask(paths('kind=computer&status=deployed')[0] as string);
  const device = items[0]?.id;
  const far = await cursorAt(ask, 20);
  return {
    'list in its orders': paths('', 'sort=-updatedAt', 'sort=name', 'sort=-createdAt', 'sort=-tag'),
    'a later page': paths(`kind=computer&status=deployed&cursor=${nextCursor}`, `cursor=${far}`),
    'list by frequent facets': paths(
      'kind=computer',
      'status=deployed&sort=-updatedAt',
      'manufacturer=Dell&sort=name',
      'kind=computer,mobile',
    ),
    'list by rare facets': paths(
      'kind=other&sort=-updatedAt',
      'kind=server&status=in_repair&sort=name',
      'kind=server&criticality=low',
      'kind=printer&manufacturer=Zebra&status=retired',
    ),
    'list by place': paths(
      ...siteIds.slice(0, 3).flatMap((id) => [`withinLocationId=${id}`, `withinLocationId=${id}&kind=server&sort=-updatedAt`]),
    ),
    'list by holder and overdue': paths(
      `custodianId=${holderIds[7]}`,
      `custodianId=${holderIds[99]}&kind=mobile`,
      'overdue=true',
      'overdue=true&sort=name',
    ),
    search: paths(
      'q=zd421',
      `q=${encodeURIComponent(rareModel)}&status=deployed`,
      'q=thinkpad',
      'q=lyo-com',
      'q=AST-150000',
      'q=holder 77',
      'q=zzz',
    ),
    'facets with counts': [
      '',
      'kind=computer',
      `withinLocationId=${siteIds[0]}`,
      'kind=server,network&status=deployed',
      'manufacturer=Dell',
    ].map((query) => `/api/v1/assets/facets?${query}`),
    'facets of a search': ['q=zd421', `custodianId=${holderIds[3]}`].map((query) => `/api/v1/assets/facets?${query}`),
    'a device and its parts': ['', '/history?limit=25', '/relations', '/incidents', '/software?limit=50', '/backups'].map(
      (part) => `/api/v1/assets/${device}${part}`,
    ),
  };
}

async function cursorAt(ask: Ask, pages: number): Promise<string> {
  let cursor = '';
  for (let page = 0; page < pages; page += 1) {
    cursor = (await ask(`/api/v1/assets?limit=200&sort=tag${cursor && `&cursor=${cursor}`}`)).nextCursor;
  }
  return cursor;
}

/** Pages of 200 from the first device to the last: the last ten must cost what the first ten do. */
async function toTheEnd({ url, token }: Register, at: string): Promise<Row[]> {
  const taken: number[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const startedAt = performance.now();
    const response: Response = await fetch(`${url}/api/v1/assets?limit=200&sort=-updatedAt${cursor && `&cursor=${cursor}`}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (!response.ok) throw new Error(`a page: ${response.status}`);
    cursor = ((await response.json()) as { nextCursor: string | null }).nextCursor;
    taken.push(performance.now() - startedAt);
  }
  const middle = (some: number[]) =>
    percentile(
      [...some].sort((a, b) => a - b),
      0.5,
    );
  const first = middle(taken.slice(1, 11));
  return [row(`the last ten pages of ${taken.length} against the first ten, ${at}`, middle(taken.slice(-10)), 'ms', first)];
}
