import type { Database } from '../../db/connection.ts';
import type { Clock } from './clock.ts';
import type { Live } from './live.ts';
import type { Log } from './log.ts';

/** What the installation was told at its start and every use case may need. */
export interface Settings {
  /** Where people reach the program, without a trailing slash. */
  baseUrl: string;
  /** Directory that holds everything the program keeps outside the database. */
  dataDir: string;
  /** 32 bytes; secrets at rest and signatures are made with keys derived from it. */
  secretKey: Buffer;
  mailFrom: string;
  /** Where answers go, if not to `mailFrom`; `{token}` in it stands for the proof that a mail was sent to the one who answers. */
  mailReplyTo: string | null;
  smtpUrl: string | null;
  /** Hosts on private addresses that outgoing webhooks may reach all the same. */
  webhookAllow: readonly string[];
}

/** What a use case works with. `db` is the whole database, or the transaction that the caller is in. */
export interface Context {
  db: Database;
  clock: Clock;
  log: Log;
  live: Live;
  settings: Settings;
}
