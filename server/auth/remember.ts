import type { Database, OpenDatabase } from '../../db/connection.ts';

/** What another process changes is seen after this time at the latest; what this one changes, at once. */
const rememberMs = 1000;
const mostRemembered = 10_000;

interface Memory {
  entries: Map<string, { value: unknown; until: number }>;
  /** Counts the commits of this process: a read that one overtook is not remembered. */
  commits: number;
}

const memories = new WeakMap<Database, Memory>();

function memoryOf(db: OpenDatabase): Memory {
  let memory = memories.get(db);
  if (!memory) {
    const made: Memory = { entries: new Map(), commits: 0 };
    db.commitListeners.add(() => {
      made.entries.clear();
      made.commits += 1;
    });
    memories.set(db, made);
    memory = made;
  }
  return memory;
}

/**
 * Answers what a read answered before, within a second and until anything is committed in this process. Every request
 * asks who it is; a page that reads ten things at once asks the same ten times.
 */
export async function remembered<T>(db: Database, key: string, read: () => Promise<T>): Promise<T> {
  const memory = memoryOf(db as OpenDatabase);
  const kept = memory.entries.get(key);
  if (kept && kept.until > performance.now()) return kept.value as T;
  const { commits } = memory;
  const value = await read();
  if (memory.commits === commits) {
    if (memory.entries.size >= mostRemembered) memory.entries.clear();
    memory.entries.set(key, { value, until: performance.now() + rememberMs });
  }
  return value;
}
