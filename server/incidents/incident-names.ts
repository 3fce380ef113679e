import type { Knex } from 'knex';
import type { Database, OpenDatabase } from '../../db/connection.ts';
import type { Fragment } from './incident-fragments.ts';

/** What incidents refer to, by id, each as the JSON that lists show. */
export interface IncidentNames {
  people: Map<string, string>;
  supportGroups: Map<string, string>;
  services: Map<string, string>;
  assets: Map<string, string>;
}

/** A name that another process changes is seen after this time at the latest; one that this process changes, at once. */
const keptMs = 1000;
const mostKept = 20_000;

interface Memory extends IncidentNames {
  until: number;
  /** Counts the commits of this process: a read that one overtook is not kept. */
  commits: number;
}

const memories = new WeakMap<Database, Memory>();
const noNames = (): IncidentNames => ({ people: new Map(), supportGroups: new Map(), services: new Map(), assets: new Map() });

function memoryOf(db: OpenDatabase): Memory {
  let memory = memories.get(db);
  if (!memory) {
    const made: Memory = { ...noNames(), until: 0, commits: 0 };
    db.commitListeners.add(() => {
      made.commits += 1;
      made.until = 0;
    });
    memories.set(db, made);
    memory = made;
  }
  if (memory.until < performance.now() || memory.people.size + memory.assets.size > mostKept) {
    Object.assign(memory, noNames(), { until: performance.now() + keptMs });
  }
  return memory;
}

type Wanted = Record<keyof IncidentNames, string[]>;

/** The names of everything that these incidents refer to; one read at the most. */
export async function namesOf(db: Database, fragments: Fragment[]): Promise<IncidentNames> {
  const memory: Memory = db.inTransaction ? { ...noNames(), until: 0, commits: 0 } : memoryOf(db as OpenDatabase);
  const { commits, people, supportGroups, services, assets } = memory;
  const names = { people, supportGroups, services, assets };
  const missing = missingOf(names, fragments);
  if (Object.values(missing).every((ids) => ids.length === 0)) return names;
  const read = await readNames(db, missing);
  const isCurrent = memory.commits === commits;
  const known: IncidentNames = isCurrent ? names : copyOf(names);
  for (const { kind, id, text } of read) known[kind].set(id, text);
  return known;
}

const copyOf = ({ people, supportGroups, services, assets }: IncidentNames): IncidentNames => ({
  people: new Map(people),
  supportGroups: new Map(supportGroups),
  services: new Map(services),
  assets: new Map(assets),
});

function missingOf(names: IncidentNames, fragments: Fragment[]): Wanted {
  const missing = { people: new Set<string>(), supportGroups: new Set<string>(), services: new Set<string>(), assets: new Set<string>() };
  const want = (kind: keyof IncidentNames, id: string | null): void => {
    if (id !== null && !names[kind].has(id)) missing[kind].add(id);
  };
  for (const { refs } of fragments) {
    want('people', refs.requesterId);
    want('people', refs.assigneeId);
    want('supportGroups', refs.supportGroupId);
    want('services', refs.serviceId);
    want('assets', refs.assetId);
  }
  const { people, supportGroups, services, assets } = missing;
  return { people: [...people], supportGroups: [...supportGroups], services: [...services], assets: [...assets] };
}

interface Named {
  kind: keyof IncidentNames;
  id: string;
  name: string;
  first: string | null;
  second: string | null;
}

/** One statement for all kinds: each trip to the database costs more than what it looks up. */
async function readNames(db: Database, wanted: Wanted): Promise<Array<{ kind: keyof IncidentNames; id: string; text: string }>> {
  const { sql } = db;
  const part = (kind: keyof IncidentNames, more: [string, string]): Knex.QueryBuilder =>
    sql(kind)
      .select(sql.raw(`'${kind}' as kind`), 'id', 'name', sql.raw(`${more[0]} as first`), sql.raw(`${more[1]} as second`))
      .whereIn('id', wanted[kind]);
  const parts = [
    part('people', ['email', 'null']),
    part('supportGroups', ['null', 'null']),
    part('services', ['null', 'null']),
    part('assets', ['tag', 'kind']),
  ].filter((_, index) => Object.values(wanted)[index]?.length);
  const [first, ...rest] = parts as [Knex.QueryBuilder, ...Knex.QueryBuilder[]];
  const rows: Named[] = await (rest.length > 0 ? first.unionAll(rest) : first);
  return rows.map((row) => ({ kind: row.kind, id: row.id, text: textOf(row) }));
}

function textOf({ kind, id, name, first, second }: Named): string {
  if (kind === 'people') return JSON.stringify({ id, name, email: first });
  if (kind === 'assets') return JSON.stringify({ id, tag: first, name, kind: second });
  return JSON.stringify({ id, name });
}
