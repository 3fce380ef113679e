import { type OpenDatabase, openDatabase } from '../db/connection.ts';
import { migrate } from '../db/migrate.ts';
import { systemClock } from '../server/platform/clock.ts';
import { type Config, ConfigError } from '../server/platform/config.ts';
import type { Context } from '../server/platform/context.ts';
import type { Log } from '../server/platform/log.ts';
import { openLive } from '../server/platform/open-live.ts';

/** A context with its database open and migrated, for one process. */
export interface OpenContext extends Context {
  db: OpenDatabase;
}

/** Opens what the configuration names; a database that cannot be had is the administrator's matter. */
export async function openContext(config: Config, log: Log): Promise<OpenContext> {
  const refused = (error: unknown): ConfigError =>
    new ConfigError(`DATABASE_URL ${where(config)} cannot be used: ${(error as Error).message || String(error)}`);
  const db = open(config, refused);
  const { baseUrl, dataDir, secretKey, mailFrom, mailReplyTo, smtpUrl, webhookAllow } = config;
  try {
    await migrate(db);
  } catch (error) {
    await db.close().catch(() => {});
    throw refused(error);
  }
  return {
    db,
    clock: systemClock,
    log,
    live: openLive(config, log),
    settings: { baseUrl, dataDir, secretKey, mailFrom, mailReplyTo, smtpUrl, webhookAllow },
  };
}

function open(config: Config, refused: (error: unknown) => ConfigError): OpenDatabase {
  try {
    return openDatabase(config.database);
  } catch (error) {
    throw refused(error);
  }
}

/** The database for people's eyes: never its password. */
export function where(config: Config): string {
  if (config.database.client === 'sqlite') return config.database.path;
  const url = new URL(config.database.url);
  url.password = '';
  return url.href;
}
