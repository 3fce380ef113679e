// The direction of imports (the tree in README.md): who may know whom. Reads import statements, nothing cleverer.
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { files, root } from './prepare.mjs';

/** Folders of server/, a row above may import from the rows below it, never from its own or above. */
const rows = [
  ['reports'],
  ['asset-imports'],
  ['alerts', 'kits'],
  ['custody', 'licences'],
  ['stock'],
  [
    'backups',
    'inventory',
    'finance',
    'audits',
    'inbound-mail',
    'routing-rules',
    'webhooks',
    'views',
    'macros',
    'presence',
    'major-incidents',
    'satisfaction',
  ],
  ['incidents'],
  ['escalation', 'reservations'],
  ['assets', 'notifications', 'knowledge', 'announcements'],
  ['service-levels', 'asset-kinds'],
  ['auth'],
  ['people', 'search'],
  ['platform', 'job-catalogue'],
];
const heights = new Map(rows.flatMap((row, index) => row.map((folder) => [folder, rows.length - index])));

/** Which top folders each top folder may import from. */
const tops = {
  server: ['server', 'db'],
  jobs: ['jobs', 'server', 'db'],
  db: ['db'],
  web: ['web', 'server'],
  scripts: ['scripts', 'jobs', 'server', 'db'],
};

const importPattern = /^\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'|^\s*import\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;
const isTest = (path) => /\.(test|e2e)\.tsx?$|^web\/e2e\//.test(path) || /(^|\/)testing(-[\w-]+)?\.ts$|\.fixture\.ts$/.test(path);

/** Every violation of the import rules as one line of text. */
export function checkImports() {
  return files(Object.keys(tops))
    .filter((path) => /\.tsx?$/.test(path))
    .flatMap((path) =>
      importsOf(path)
        .flatMap((found) => faultOf(path, found) ?? [])
        .map((fault) => `${path}: ${fault}`),
    );
}

function importsOf(path) {
  const source = readFileSync(join(root, path), 'utf8');
  return [...source.matchAll(importPattern)].map(([statement, type, from, bare, dynamic]) => ({
    // `import knex, { type Knex }` brings the value; `import { type Knex }` alone does not.
    isTypeOnly: Boolean(type) || /^\s*import\s*\{\s*type\s[^,}]*\}/.test(statement),
    specifier: from ?? bare ?? dynamic,
    statement,
  }));
}

function faultOf(path, { specifier, isTypeOnly }) {
  if (!specifier.startsWith('.')) return driverFault(path, specifier, isTypeOnly);
  const target = normalize(join(dirname(path), specifier)).replaceAll('\\', '/');
  const top = path.split('/')[0];
  const targetTop = target.split('/')[0];
  if (isTest(path)) return null;
  if (isTest(target)) return `imports ${target}, which is for tests`;
  if (tops[targetTop] && !tops[top].includes(targetTop)) return `${top} must not import ${targetTop} (${specifier})`;
  if (top === 'web' && targetTop === 'server') return webFault(target, isTypeOnly);
  if (top === 'server' && targetTop === 'server') return serverFault(path, target);
  return null;
}

function webFault(target, isTypeOnly) {
  return isTypeOnly && target.endsWith('-schemas.ts') ? null : `the pages take only types from server/**/*-schemas.ts, not ${target}`;
}

function serverFault(path, target) {
  const from = domainOf(path);
  const to = domainOf(target);
  // app.ts, main.ts and their like put everything together.
  if (from === null || from === to) return null;
  if (to === null) return `${from} must not import ${target}, which puts everything together`;
  if (!heights.has(from)) return `server/${from} is not in the table of scripts/check-imports.mjs`;
  if (heights.get(to) >= heights.get(from)) return `${from} must not import ${to} (${target})`;
  if (/-(store|routes)\.ts$/.test(target) && from !== 'reports')
    return `imports ${target}: across domains one takes nouns, use cases and queries`;
  return null;
}

function domainOf(path) {
  const [, folder, ...rest] = path.split('/');
  if (rest.length > 0) return folder;
  return folder === 'job-catalogue.ts' ? 'job-catalogue' : null;
}

/** Who else talks to a driver, and why. */
const drivers = [
  /^db\//,
  /^scripts\//,
  // The queue and live events may live in a PostgreSQL, and a lock may be a file of SQLite.
  /^jobs\/(queue\/|single-process\.ts$)/,
  /^server\/platform\/live-postgres\.ts$/,
  // Copies a database that is not ours while its owner writes it.
  /^server\/backups\/sources\//,
];

/** Only db/ talks to the driver of our database. */
function driverFault(path, specifier, isTypeOnly) {
  const isDriver = ['sqlite3', 'pg', 'better-sqlite3'].includes(specifier) || (specifier === 'knex' && !isTypeOnly);
  if (!isDriver || isTest(path) || drivers.some((pattern) => pattern.test(path))) return null;
  return `imports ${specifier}; only db/ names a database`;
}

/** Places outside db/dialect and db/search where code asks which database it runs on. */
export function checkDialects() {
  return files(['server', 'jobs', 'db'])
    .filter((path) => path.endsWith('.ts') && !isTest(path) && !/^db\/(dialect|search)\//.test(path))
    .flatMap((path) => {
      const lines = readFileSync(join(root, path), 'utf8').split('\n');
      return lines.flatMap((line, index) =>
        /dialect\.name\s*[!=]==?|dialect\.name\s*\)/.test(line)
          ? [`${path}:${index + 1}: asks which database it runs on: ${line.trim()}`]
          : [],
      );
    });
}
