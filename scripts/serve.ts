import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../db/connection.ts';
import { migrate } from '../db/migrate.ts';
import { startJobs } from '../jobs/main.ts';
import { createApp } from '../server/app.ts';
import { createSetupLink } from '../server/auth/setup-link.ts';
import { hasAnyPerson } from '../server/people/person-store.ts';
import { systemClock } from '../server/platform/clock.ts';
import { type Config, ConfigError, readConfig } from '../server/platform/config.ts';
import type { Context } from '../server/platform/context.ts';
import { openLog } from '../server/platform/log.ts';
import { announce, say } from './announce.ts';
import { workingDemoSignIns } from './demo-sign-ins.ts';
import { closeServer, listen, trackStreams } from './listen.ts';
import { projectRoot } from './project-root.ts';
import { seedDemo } from './seed-demo.ts';
import { onStop, type Undo, undoAll } from './stop.ts';

export interface Parts {
  /** Pages and API. */
  api: boolean;
  /** Background jobs. */
  jobs: boolean;
}

/**
 * Starts the parts in this process and answers once they are ready; ends them at SIGINT or SIGTERM. What keeps it from
 * starting is said in one line when the cure is the administrator's.
 */
export async function serve(parts: Parts): Promise<void> {
  const undo: Undo[] = [];
  try {
    await start(parts, undo);
  } catch (error) {
    await undoAll(undo, null);
    say(error instanceof ConfigError ? error.message : String((error as Error).stack ?? error));
    process.exit(1);
  }
}
