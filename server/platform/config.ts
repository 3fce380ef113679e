import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { makeDirectory } from '../../db/make-directory.ts';

/** A setting that makes no sense; the start prints the message alone and stops. */
export class ConfigError extends Error {}

const optionalText = z
  .string()
  .trim()
  .transform((v) => v || undefined)
  .optional();

/** 0 or nothing: do not listen. */
const listeningPort = z.coerce.number({ error: 'must be a number from 0 to 65535' }).int().min(0).max(65535).default(0);

const environment = z.object({
  PORT: z.coerce.number({ error: 'must be a number from 0 to 65535' }).int().min(0).max(65535).default(3000),
  HOST: z.string().trim().min(1).default('0.0.0.0'),
  BASE_URL: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
  DATA_DIR: z.string().trim().min(1).default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'must be sqlite:PATH or postgres://…')
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/.+$/, 'must be redis://… or rediss://…')
    .optional(),
  QUEUE: z.enum(['local', 'postgres', 'redis'], { error: 'must be local, postgres or redis' }).optional(),
  SECRET_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  SEED: z.enum(['demo', 'none'], { error: 'must be demo or none' }).default('demo'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/.+$/, 'must be smtp://… or smtps://…')
    .optional(),
  WEBHOOK_ALLOW: z.string().default(''),
  MAIL_FROM: z
    .string()
    .trim()
    .regex(/^[^\r\n@]*[^\s@]@[^\s@]+$/, 'must be an address, e.g. Coulisse <it@example.org>')
    .default('Coulisse <coulisse@localhost>'),
  MAIL_REPLY_TO: z
    .string()
    .trim()
    .regex(/^[^\s@<>{}]+(\+\{token\})?@[^\s@<>{}]+$/, 'must be an address, e.g. support@example.org or support+{token}@example.org')
    .optional(),
  LMTP_PORT: listeningPort,
  SMTP_IN_PORT: listeningPort,
  MAIL_LISTEN_HOST: z.string().trim().min(1).default('127.0.0.1'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { error: 'must be a level of pino, e.g. info' })
    .default('info'),
  TZ: optionalText.refine((zone) => !zone || isTimeZone(zone), 'must be an IANA time zone, e.g. Europe/Paris'),
});

export interface Config {
  port: number;
  host: string;
  baseUrl: string;
  dataDir: string;
  database: { client: 'sqlite'; path: string } | { client: 'postgres'; url: string };
  queue: { kind: 'local' } | { kind: 'redis'; url: string } | { kind: 'postgres'; url: string };
  secretKey: Buffer;
  seed: 'demo' | 'none';
  smtpUrl: string | null;
  mailFrom: string;
  mailReplyTo: string | null;
  /** Ports on which mail is taken in; 0 is off. */
  mailListen: { host: string; lmtpPort: number; smtpPort: number };
  webhookAllow: string[];
  logLevel: string;
}

/** True when the runtime knows the IANA zone. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Reads the whole configuration from environment variables; throws ConfigError with one line that names the variable. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigError(`${String(issue?.path[0])} ${issue?.message}`);
  }
  const e = parsed.data;
  const dataDir = resolve(e.DATA_DIR);
  makeDataDir(dataDir);
  return {
    port: e.PORT,
    host: e.HOST,
    baseUrl: (e.BASE_URL ?? `http://localhost:${e.PORT}`).replace(/\/+$/, ''),
    dataDir,
    database: readDatabase(e.DATABASE_URL, dataDir),
    queue: readQueue(e),
    secretKey: e.SECRET_KEY ? Buffer.from(e.SECRET_KEY) : keptSecretKey(dataDir),
    seed: e.SEED,
    smtpUrl: e.SMTP_URL ?? null,
    mailFrom: e.MAIL_FROM,
    mailReplyTo: e.MAIL_REPLY_TO ?? null,
    mailListen: { host: e.MAIL_LISTEN_HOST, lmtpPort: e.LMTP_PORT, smtpPort: e.SMTP_IN_PORT },
    webhookAllow: e.WEBHOOK_ALLOW.split(/[\s,]+/).filter(Boolean),
    logLevel: e.LOG_LEVEL,
  };
}

function readDatabase(url: string | undefined, dataDir: string): Config['database'] {
  if (!url) return { client: 'sqlite', path: join(dataDir, 'coulisse.db') };
  if (url.startsWith('sqlite:')) return { client: 'sqlite', path: resolve(url.slice('sqlite:'.length)) };
  return { client: 'postgres', url };
}

function readQueue(e: { QUEUE?: string | undefined; REDIS_URL?: string | undefined; DATABASE_URL?: string | undefined }): Config['queue'] {
  if (e.REDIS_URL && e.QUEUE !== 'local' && e.QUEUE !== 'postgres') return { kind: 'redis', url: e.REDIS_URL };
  if (e.QUEUE === 'redis') throw new ConfigError('QUEUE is redis but REDIS_URL is not set');
  if (e.QUEUE !== 'postgres') return { kind: 'local' };
  if (!e.DATABASE_URL?.startsWith('postgres')) throw new ConfigError('QUEUE is postgres but DATABASE_URL is not a postgres:// address');
  return { kind: 'postgres', url: e.DATABASE_URL };
}

function makeDataDir(dataDir: string): void {
  try {
    makeDirectory(dataDir);
  } catch (error) {
    throw new ConfigError(`DATA_DIR ${dataDir} cannot be made: ${(error as Error).message}`);
  }
}

/** The key of this installation, made at its first start; whoever loses it loses the secrets kept in the database. */
function keptSecretKey(dataDir: string): Buffer {
  const file = join(dataDir, 'secret.key');
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  chmodSync(file, 0o600);
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
}
