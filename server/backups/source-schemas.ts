import { z } from 'zod';
import { text } from '../platform/schemas.ts';

export const path = text(4000)
  .refine((value) => value.startsWith('/'), 'must be an absolute path')
  .transform((value) => value.replace(/\/+$/, '') || '/');

const pathSource = z.preprocess(
  (value) => (isRecord(value) && typeof value['path'] === 'string' && !value['paths'] ? withoutPath(value) : value),
  z.strictObject({
    type: z.literal('path'),
    paths: z.array(path).min(1).max(100),
    exclude: z.array(text(1000)).max(200).default([]),
    oneFileSystem: z.boolean().default(false),
  }),
);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const withoutPath = ({ path: only, ...rest }: Record<string, unknown>) => ({ ...rest, paths: [only] });

/** A name or an address, and never an option of a program. */
const hostName = z
  .string()
  .trim()
  .max(255)
  .regex(/^[a-z0-9][a-z0-9.:_-]*$/i, 'must be the name or the address of a host');

const port = z.number().int().min(1).max(65535);

const databaseServer = {
  host: text(255).default('localhost'),
  database: text(64),
  user: text(80),
  password: z.string().max(1000).optional(),
};

/** By the type, so that what is wrong is told of the kind that was meant. */
export const sourceOptions = {
  path: pathSource,
  command: z.strictObject({
    type: z.literal('command'),
    argv: z.array(z.string().min(1).max(4000)).min(1).max(100),
    fileName: z
      .string()
      .regex(/^\w[\w.-]{0,99}$/, 'must be a plain file name')
      .default('output'),
  }),
  sqlite: z.strictObject({ type: z.literal('sqlite'), path }),
  postgres: z.strictObject({ type: z.literal('postgres'), ...databaseServer, port: port.default(5432) }),
  mysql: z.strictObject({ type: z.literal('mysql'), ...databaseServer, port: port.default(3306) }),
  ssh: z.strictObject({
    type: z.literal('ssh'),
    host: hostName,
    port: port.default(22),
    user: z.string().regex(/^[a-z_][\w.-]{0,31}\$?$/i, 'must be the name of an account'),
    hostKey: z
      .string()
      .trim()
      .regex(/^(ssh-ed25519|ecdsa-sha2-nistp\d+|ssh-rsa) [\w+/]+=*$/, 'must be a public key such as ssh-ed25519 AAAA…')
      .meta({ description: 'The key by which the host answers; POST /backups/ssh-host-keys shows it' }),
    privateKey: z.string().max(20_000).optional().meta({ description: 'Without one, a key is made for this policy' }),
    publicKey: z.string().max(4000).optional().meta({ description: 'Goes with privateKey; else it is what the answer says' }),
    authorizedKeysLine: z.string().optional(),
    paths: z.array(path).min(1).max(100),
    exclude: z.array(text(1000)).max(200).default([]),
    oneFileSystem: z.boolean().default(false),
  }),
  coulisse: z.strictObject({ type: z.literal('coulisse') }),
} as const;

export const sshHost = z.strictObject({ host: hostName, port: port.default(22) });

export const sshHostKeysAnswer = z.object({ items: z.array(z.object({ hostKey: z.string(), fingerprint: z.string() })) });

export const sourceCheckAnswer = z.object({ isReady: z.boolean(), failureClass: z.string().nullable(), message: z.string().nullable() });
