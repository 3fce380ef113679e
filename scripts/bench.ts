import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { say } from './announce.ts';
import { measureAssets } from './bench-assets.ts';
import { measureBackups } from './bench-backups.ts';
import { measureImports } from './bench-imports.ts';
import { measureIncidents } from './bench-incidents.ts';
import { measureInventory } from './bench-inventory.ts';
import { measureLatenesses } from './bench-lateness.ts';
import { measureMail } from './bench-mail.ts';
import { bareExpressRate, bareInsertRate, type Row, row } from './bench-measure.ts';
import { measureStart } from './bench-start.ts';
import { measureLive, measureViews } from './bench-views.ts';

const usage =
  'npm run bench -- [--only start|lateness|mail|incidents|backups|views|live|assets|import|inventory] [--incidents N[,N…]] [--assets N] [--rows N] [--files N] [--postgres URL] [--out FILE]';

/** `npm run bench`: prints a table of what was measured beside its floor, and writes it as JSON where `--out` says. */
export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      incidents: { type: 'string', default: '1000,100000' },
      assets: { type: 'string', default: '1000' },
      /** How many rows the list that is imported has. */
      rows: { type: 'string', default: '40000' },
      /** How many files the tree of the backups has. */
      files: { type: 'string', default: '50000' },
      /** A server on which databases may be made: views, live and assets are measured on PostgreSQL then. */
      postgres: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return say(usage);
  const sizes = values.incidents.split(',').map(Number);
  const rows = await measure(values.only, sizes, {
    assets: Number(values.assets),
    files: Number(values.files),
    listRows: Number(values.rows),
    postgres: values.postgres ?? null,
  });
  print(rows);
  const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model, memoryMb: Math.round(totalmem() / 2 ** 20) };
  if (values.out) writeFileSync(values.out, `${JSON.stringify({ measuredAt: new Date(), machine, rows }, null, 2)}\n`);
}

async function measure(
  only: string | undefined,
  sizes: number[],
  { assets, files, listRows, postgres }: { assets: number; files: number; listRows: number; postgres: string | null },
): Promise<Row[]> {
  const rows: Row[] = [];
  if (!only || only === 'start') rows.push(...(await measureStart()));
  if (!only || only === 'lateness') rows.push(...(await measureLatenesses()));
  if (!only || only === 'mail') rows.push(...(await measureMail()));
  if (!only || only === 'incidents') rows.push(...(await incidents(sizes, assets)));
  if (!only || only === 'backups') rows.push(...(await measureBackups(files)));
  if (!only || only === 'assets') rows.push(...(await measureAssets(assets, postgres)));
  if (!only || only === 'import') rows.push(...(await measureImports(listRows, postgres)));
  if (!only || only === 'inventory') rows.push(...(await measureInventory()));
  const most = Math.max(...sizes);
  if (!only || only === 'views') rows.push(...(await measureViews(most, postgres)));
  if (!only || only === 'live') rows.push(...(await measureLive(most, postgres)));
  return rows;
}

async function incidents(sizes: number[], assets: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'coulisse-bench-'));
  try {
    const measured: Row[][] = [];
    for (const size of sizes) {
      // The floors are measured anew beside each size: a machine is not equally fast all day.
      const floors = { express: await bareExpressRate(), insert: await bareInsertRate(folder) };
      const at = `beside ${size} incidents`;
      const bare = [row(`bare Express JSON answer, ${at}`, floors.express, 'req/s'), row(`bare INSERT, ${at}`, floors.insert, 'rows/s')];
      measured.push([...bare, ...(await measureIncidents(size, assets, floors))]);
    }
    const first = measured[0];
    const last = measured.at(-1);
    return [...measured.flat(), ...(first && last && first !== last ? growth(first, last, sizes) : [])];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many times slower each thing is with the most incidents than with the fewest. */
function growth(few: Row[], many: Row[], sizes: number[]): Row[] {
  return few.flatMap((small, index) => {
    const large = many[index];
    if (!large || small.unit !== 'req/s') return [];
    const name = `${small.name.split(',')[0]}: times slower at ${sizes.at(-1)} than at ${sizes[0]}`;
    return [{ ...row(name, small.value / large.value, '×'), floor: null, ratio: null }];
  });
}

function print(rows: Row[]): void {
  const cells = rows.map(({ name, value, unit, floor, ratio }) => [
    name,
    `${value}`,
    unit,
    floor === null ? '' : `${floor}`,
    ratio === null ? '' : `${ratio}`,
  ]);
  const table = [['name', 'value', 'unit', 'floor', 'ratio'], ...cells];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((line) => line[column]!.length)));
  for (const line of table) {
    console.log(
      line.map((cell, column) => (column === 0 || column === 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  '),
    );
  }
}
