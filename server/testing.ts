import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database, OpenDatabase } from '../db/connection.ts';
import { createApp } from './app.ts';
import { createToken } from './auth/create-token.ts';
import { createPerson } from './people/create-person.ts';
import { asActor } from './people/person.ts';
import { addSupportGroup } from './people/save-support-group.ts';
import { type Actor, type Role, systemActor } from './platform/actor.ts';
import { type FakeClock, fakeClock } from './platform/clock.ts';
import type { Context } from './platform/context.ts';
import { localLive } from './platform/live.ts';
import { openLog } from './platform/log.ts';

const directories: string[] = [];
process.on('exit', () => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});

export interface TestContext extends Context {
  db: OpenDatabase;
  clock: FakeClock;
}

/** A context over a test database with a clock that stands still (Friday 2026-11-20, 16:45 in Paris) until told. */
export function testContext(db: Database, clock: FakeClock = fakeClock('2026-11-20T15:45:00.000Z')): TestContext {
  const dataDir = mkdtempSync(join(tmpdir(), 'coulisse-data-'));
  directories.push(dataDir);
  return {
    db: db as OpenDatabase,
    clock,
    log: openLog(process.env['TEST_LOG_LEVEL'] ?? 'silent'),
    live: localLive(),
    settings: {
      baseUrl: 'http://localhost:3000',
      dataDir,
      secretKey: Buffer.alloc(32, 7),
      mailFrom: 'Coulisse <coulisse@example.org>',
      mailReplyTo: null,
      smtpUrl: null,
      webhookAllow: [],
    },
  };
}

export interface Cast {
  ana: Actor;
  ben: Actor;
  carla: Actor;
  dmitri: Actor;
  eve: Actor;
  /** Id of the support group that Ben and Carla work in; the default group. */
  serviceDesk: string;
}

/** The named cast: Ana (employee), Ben (technician), Carla (lead), Dmitri (admin), Eve (employee of another department). */
export async function makeCast(ctx: Context): Promise<Cast> {
  const person = (name: string, role: Role, department: string, language: 'en' | 'fr') =>
    createPerson(ctx, {
      email: `${name.toLowerCase()}@example.org`,
      name,
      role,
      department,
      language,
      timeZone: 'Europe/Paris',
      jobTitle: null,
      phone: null,
      locationId: null,
      managerId: null,
    });
  const ana = await person('Ana', 'employee', 'Sales', 'fr');
  const ben = await person('Ben', 'technician', 'IT', 'en');
  const carla = await person('Carla', 'lead', 'IT', 'en');
  const dmitri = await person('Dmitri', 'admin', 'IT', 'en');
  const eve = await person('Eve', 'employee', 'Legal', 'en');
  const desk = await addSupportGroup(ctx, { name: 'Service desk', email: null, isDefault: true, memberIds: [ben.id, carla.id] });
  const groups = [desk.id];
  return {
    ana: asActor(ana, []),
    ben: asActor(ben, groups),
    carla: asActor(carla, groups),
    dmitri: asActor(dmitri, []),
    eve: asActor(eve, []),
    serviceDesk: desk.id,
  };
}

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  body: any;
  headers: Headers;
}

export interface Client {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  delete(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export interface Api {
  /** Where the server listens, e.g. `http://127.0.0.1:41233`. */
  url: string;
  /** A client that holds the actor's API token; paths are under /api/v1 unless they begin with `//`. */
  as(actor: Actor): Promise<Client>;
  guest: Client;
  tokenOf(actor: Actor): Promise<string>;
  close(): Promise<void>;
}

/** Serves the API of a context on a free port. Bodies that are text, bytes or FormData are sent as they are. */
export async function startApi(ctx: Context): Promise<Api> {
  const queue = { kind: 'none', check: async () => {}, lagMs: () => 0 };
  const app = createApp(ctx, { version: 'test', webDirectory: null, redis: null, queue });
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (actor: Actor): Promise<string> => {
    const personId = actor.id as string;
    const made = tokens.get(personId) ?? createToken(ctx, systemActor, { personId, label: 'test' }).then(({ token }) => token);
    tokens.set(personId, made);
    return made;
  };
  return {
    url,
    as: async (actor) => client(url, { Authorization: `Bearer ${await tokenOf(actor)}` }),
    guest: client(url, {}),
    tokenOf,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function client(url: string, base: Record<string, string>): Client {
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData;
    const response = await fetch(path.startsWith('//') ? url + path.slice(1) : `${url}/api/v1${path}`, {
      method,
      redirect: 'manual',
      headers: { ...base, ...(body !== undefined && !isRaw && { 'Content-Type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: isRaw ? (body as string | Uint8Array<ArrayBuffer> | FormData) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, body: isJson && text ? JSON.parse(text) : text, headers: response.headers };
  };
  return {
    get: (path, headers) => send('GET', path, undefined, headers),
    delete: (path, headers) => send('DELETE', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
    put: (path, body, headers) => send('PUT', path, body, headers),
    patch: (path, body, headers) => send('PATCH', path, body, headers),
  };
}
