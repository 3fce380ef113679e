import { addPerson } from '../server/auth/administer-people.ts';
import { createToken } from '../server/auth/create-token.ts';
import { findPersonByEmail } from '../server/people/person-queries.ts';
import { newPerson } from '../server/people/person-schemas.ts';
import { systemActor } from '../server/platform/actor.ts';
import { readConfig } from '../server/platform/config.ts';
import { openLog } from '../server/platform/log.ts';
import { latenciesOf, percentile, type Row, rateOf, row } from './bench-measure.ts';
import { openContext } from './open-context.ts';
import { type Installation, newInstallation, startPart } from './processes.ts';
import { seedBench } from './seed-bench.ts';

/** A token may make 6,000 requests a minute; the load is shared among so many that none reaches that. */
const tokenCount = 24;

interface Seeded {
  tokens: string[];
  incidentId: string;
}

/** Creates, lists, opens and searches with so many incidents in SQLite; each beside its floor. */
export async function measureIncidents(incidents: number, assets: number, floors: { express: number; insert: number }): Promise<Row[]> {
  const installation = newInstallation();
  try {
    const { tokens, incidentId } = await seed(installation, incidents, assets);
    const running = await startPart('all', installation);
    const { url } = running;
    try {
      const at = `${incidents} incidents`;
      const rate = async (name: string, path: string) =>
        row(`${name}, ${at}`, await rateOf(url, { path, tokens }), 'req/s', floors.express);
      const rows = [
        await rate('list of 50', '/api/v1/incidents?limit=50'),
        await rate('queue of 50', '/api/v1/incidents?limit=50&status=new,in_progress&sort=dueAt'),
        await rate('open one', `/api/v1/incidents/${incidentId}`),
        await rate('timeline of 50 comments', `/api/v1/incidents/${incidentId}/timeline?limit=100`),
      ];
      const search = await latenciesOf(url, tokens[0]!, searches());
      rows.push(row(`search p50, ${at}`, percentile(search, 0.5), 'ms'), row(`search p95, ${at}`, percentile(search, 0.95), 'ms'));
      const created = await rateOf(url, { path: '/api/v1/incidents', method: 'POST', tokens, body: newIncident });
      rows.push(
        row(`create, ${at}`, created, 'req/s', floors.express),
        row(`create against INSERT, ${at}`, created, 'rows/s', floors.insert),
      );
      return rows;
    } finally {
      await running.end();
    }
  } finally {
    installation.remove();
  }
}

async function seed(installation: Installation, incidents: number, assets: number): Promise<Seeded> {
  const ctx = await openContext(readConfig(installation.env), openLog('silent'));
  try {
    await addPerson(ctx, systemActor, newPerson.parse({ email: 'dmitri@example.org', name: 'Dmitri', role: 'admin' }));
    const person = await findPersonByEmail(ctx.db.sql, 'dmitri@example.org');
    const { incidentId } = await seedBench(ctx, { incidents, assets });
    const tokens: string[] = [];
    for (let i = 0; i < tokenCount; i += 1) {
      tokens.push((await createToken(ctx, systemActor, { personId: person!.id, label: `bench ${i}` })).token);
    }
    return { tokens, incidentId: incidentId as string };
  } finally {
    await ctx.db.close();
  }
}

const newIncident = (): string =>
  JSON.stringify({ title: 'The screen stays black', description: 'Since this morning, with the dock.', impact: 'medium', urgency: 'high' });

/** One word, two words, a beginning, a word in French, a word that everything has. */
function searches(): string[] {
  const asked = [
    'printer',
    'network slow',
    'batt',
    'écran',
    'imprimante papier',
    'password login',
    'inv',
    'screen keyboard mouse',
    'zzz',
    'e',
  ];
  return Array.from({ length: 100 }, (_, i) => `/api/v1/search?q=${encodeURIComponent(asked[i % asked.length]!)}`);
}
