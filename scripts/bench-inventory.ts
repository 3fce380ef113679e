import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { openDatabase } from '../db/connection.ts';
import { migrate } from '../db/migrate.ts';
import { createToken } from '../server/auth/create-token.ts';
import type { InventoryDocument } from '../server/inventory/inventory-document.ts';
import { receiveInventory } from '../server/inventory/receive-inventory.ts';
import { addSource } from '../server/inventory/sources/save-source.ts';
import { systemActor } from '../server/platform/actor.ts';
import { systemClock } from '../server/platform/clock.ts';
import { readConfig } from '../server/platform/config.ts';
import type { Context } from '../server/platform/context.ts';
import { localLive } from '../server/platform/live.ts';
import { openLog } from '../server/platform/log.ts';
import { latenciesOf, percentile, type Row, row } from './bench-measure.ts';
import { openContext } from './open-context.ts';
import { newInstallation, pause, startPart } from './processes.ts';
import { seedQueue } from './seed-queue.ts';

const programs = 1000;
/** Names that there are in the company; each machine has a part of them. */
const titles = 1500;
const rateSeconds = 10;
const agents = 500;
const rushMs = 60_000;

/** Inventories a second that are new and that say what is known, and 500 agents that come in one minute while people work. */
export async function measureInventory(): Promise<Row[]> {
  return [...(await measureRates()), ...(await measureRush())];
}

async function measureRates(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'coulisse-bench-inventory-'));
  const db = openDatabase({ client: 'sqlite', path: join(folder, 'bench.db') });
  try {
    await migrate(db);
    let later = 0;
    const clock = () => new Date(systemClock().getTime() + later);
    const ctx: Context = { db, clock, log: openLog('silent'), live: localLive(), settings: settingsIn(folder) };
    const take = async (i: number) => void (await receiveInventory(ctx, { sourceId: null, document: documentOf(i) }));
    await take(0);
    const floor = await bareRowsRate(db);
    const fresh = await rateOf(take);
    const one = await bareTouchRate(db);
    const known = await rateOf((i) => {
      // An hour between two contacts, so that each is noted.
      later += 3_600_000;
      return take(1 + (i % fresh.done));
    });
    return [
      row(`new inventories of ${programs} programs`, fresh.rate, 'inventories/s', floor),
      row(`inventories that say what is known, of ${programs} programs`, known.rate, 'inventories/s', one),
    ];
  } finally {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const settingsIn = (dataDir: string): Context['settings'] => ({
  baseUrl: 'http://localhost',
  dataDir,
  secretKey: Buffer.alloc(32),
  mailFrom: 'Bench <bench@example.org>',
  mailReplyTo: null,
  smtpUrl: null,
  webhookAllow: [],
});

async function rateOf(work: (i: number) => Promise<void>): Promise<{ rate: number; done: number }> {
  const startedAt = performance.now();
  let done = 0;
  while (performance.now() - startedAt < rateSeconds * 1000) await work(++done);
  return { rate: done / ((performance.now() - startedAt) / 1000), done };
}

/** The floor of a new one: a thousand rows with the same indexes in one transaction. */
async function bareRowsRate(db: ReturnType<typeof openDatabase>): Promise<number> {
  await db.writer.raw('create table bare (a integer, b integer, c integer, primary key (a, b, c))');
  await db.writer.raw('create index bare_b on bare (b)');
  const rows = Array.from({ length: programs }, (_, b) => b);
  const { rate } = await rateOf((a) =>
    db.writer.transaction(
      async (tx) => void (await tx.raw(`insert into bare select ${a}, value, 1 from json_each(?)`, [JSON.stringify(rows)])),
    ),
  );
  await db.writer.raw('drop table bare');
  return rate;
}

/** The floor of a known one: one row that is changed. */
const bareTouchRate = async (db: ReturnType<typeof openDatabase>): Promise<number> =>
  (await rateOf(async (i) => void (await db.writer.raw('update counters set value = ? where name = ?', [i, 'bare'])))).rate;

const hex = (i: number, digits: number): string => i.toString(16).padStart(digits, '0');

function documentOf(i: number): InventoryDocument {
  const nothing = { modelNumber: null, chassis: 'Notebook', isVirtual: false, hypervisor: null, lastUser: null, defaultGateway: null };
  return {
    agent: { name: 'bench', deviceId: `pc-${i}`, agentId: null },
    itemType: 'computer',
    isPartial: false,
    identity: {
      name: `pc-${i}`,
      uuid: `4c4c4544-0042-3510-8054-${hex(i, 12)}`,
      serial: `BENCH${i}`,
      boardSerial: null,
      macs: [`3c:52:82:${hex(i, 6).match(/../g)?.join(':')}`],
      imeis: [],
      firmwareTag: null,
      agentTag: null,
    },
    hardware: {
      ...nothing,
      manufacturer: 'Dell Inc.',
      model: 'Latitude 7440',
      memoryMb: 16_384,
      domain: null,
      biosVersion: '1',
      biosDate: null,
      bootedAt: null,
      description: null,
    },
    sections: {
      software: softwareOf(i),
      disks: [{ name: 'nvme0', model: 'PM9', serial: `D${i}`, sizeMb: 512_000, type: 'nvme', firmware: '1' }],
    },
  };
}

const softwareOf = (i: number): NonNullable<InventoryDocument['sections']['software']> =>
  Array.from({ length: programs }, (_, n) => ({
    name: `program-${(n + i * 7) % titles}`,
    version: `1.${(n + i) % 3}`,
    publisher: 'Example',
    origin: 'deb',
    architecture: 'x86_64',
    isSystem: false,
    installedOn: null,
  }));

/** The whole way: HTTP, sign-in, zlib, XML; pages of the desk are asked for meanwhile. */
async function measureRush(): Promise<Row[]> {
  const installation = newInstallation();
  try {
    const ctx = await openContext(readConfig(installation.env), openLog('silent'));
    const { technicians } = await seedQueue(ctx, 2000);
    const { token } = await createToken(ctx, systemActor, { personId: technicians[0] as string, label: 'bench' });
    const source = await addSource(ctx, systemActor, { name: 'bench', locationId: null, contactEvery: 'PT24H' });
    await ctx.db.close();
    const running = await startPart('all', installation);
    try {
      const credential = Buffer.from(`${source.source.username}:${source.password}`).toString('base64');
      return await rush(running.url, token, credential);
    } finally {
      await running.end();
    }
  } finally {
    installation.remove();
  }
}

async function rush(url: string, token: string, credential: string): Promise<Row[]> {
  const paths = ['/api/v1/incidents?limit=50', '/api/v1/me', '/api/v1/incidents?status=new,in_progress,pending&limit=50'];
  const quiet = await latenciesOf(
    url,
    token,
    Array.from({ length: 60 }, (_, i) => paths[i % 3] as string),
  );
  const answers: number[] = [];
  const posts: Array<Promise<void>> = [];
  const desk: number[] = [];
  const startedAt = performance.now();
  let isOver = false;
  const people = (async () => {
    while (!isOver) {
      desk.push(...(await latenciesOf(url, token, paths)));
      await pause(50);
    }
  })();
  for (let i = 0; i < agents; i += 1) {
    await pause(Math.max(0, startedAt + (i * rushMs) / agents - performance.now()));
    posts.push(send(url, credential, i).then((ms) => void answers.push(ms)));
  }
  await Promise.all(posts);
  isOver = true;
  await people;
  const sorted = (list: number[]): number[] => [...list].sort((a, b) => a - b);
  return [
    row(`${agents} agents in a minute: slowest answer`, sorted(answers).at(-1) as number, 'ms'),
    row(`${agents} agents in a minute: answer, p95`, percentile(sorted(answers), 0.95), 'ms'),
    row('the desk meanwhile, p95', percentile(sorted(desk), 0.95), 'ms', percentile(quiet, 0.95)),
  ];
}

async function send(url: string, credential: string, i: number): Promise<number> {
  const body = deflateSync(xmlOf(documentOf(i)));
  const startedAt = performance.now();
  const response = await fetch(`${url}/inventory`, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${credential}`,
      'Content-Type': 'application/x-compress-zlib',
      'User-Agent': 'FusionInventory-Agent_v2.6-3',
    },
    body,
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`an inventory was answered with ${response.status}`);
  return performance.now() - startedAt;
}

function xmlOf({ identity, hardware, sections, agent }: InventoryDocument): string {
  const list = (sections.software ?? []).map(
    ({ name, version, publisher }) =>
      `<SOFTWARES><NAME>${name}</NAME><VERSION>${version}</VERSION><PUBLISHER>${publisher}</PUBLISHER><FROM>deb</FROM></SOFTWARES>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT>
<BIOS><SSN>${identity.serial}</SSN><SMANUFACTURER>${hardware.manufacturer}</SMANUFACTURER><SMODEL>${hardware.model}</SMODEL></BIOS>
<HARDWARE><NAME>${identity.name}</NAME><UUID>${identity.uuid}</UUID><CHASSIS_TYPE>Notebook</CHASSIS_TYPE><MEMORY>${hardware.memoryMb}</MEMORY></HARDWARE>
<NETWORKS><DESCRIPTION>eth0</DESCRIPTION><MACADDR>${identity.macs[0]}</MACADDR><VIRTUALDEV>0</VIRTUALDEV></NETWORKS>
${list.join('\n')}<VERSIONCLIENT>FusionInventory-Agent_v2.6-3</VERSIONCLIENT></CONTENT><DEVICEID>${agent.deviceId}</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
}
