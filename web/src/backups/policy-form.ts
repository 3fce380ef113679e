import type { Policy } from './backup-types.ts';
import { cronOf, type Plan, planOf } from './cron.ts';

export const sourceTypes = ['path', 'ssh', 'sqlite', 'postgres', 'mysql', 'command', 'coulisse'] as const;
export type SourceType = (typeof sourceTypes)[number];

/** What the editor holds, as it is typed. */
export interface PolicyForm {
  name: string;
  assetId: string | null;
  repositoryId: string | null;
  type: SourceType;
  paths: string;
  exclude: string;
  oneFileSystem: boolean;
  path: string;
  host: string;
  port: string;
  database: string;
  user: string;
  password: string;
  hostKey: string;
  argv: string;
  fileName: string;
  plan: Plan;
  timeZone: string;
  startWithin: string;
  window: string;
  catchUp: string;
  retention: Policy['retention'];
  verification: Policy['verification'];
  recoveryPointObjective: string;
  hookBefore: string;
  hookAfter: string;
}

/** A new policy: every night, kept for a year, proved daily, weekly and monthly. */
export const newForm = (assetId: string | null, timeZone: string): PolicyForm => ({
  name: '',
  assetId,
  repositoryId: null,
  type: 'path',
  paths: '',
  exclude: '',
  oneFileSystem: false,
  path: '',
  host: 'localhost',
  port: '5432',
  database: '',
  user: '',
  password: '',
  hostKey: '',
  argv: '',
  fileName: 'output',
  plan: planOf('0 2 * * *'),
  timeZone,
  startWithin: 'PT15M',
  window: '',
  catchUp: 'once',
  retention: { keepLast: 7, keepDaily: 14, keepWeekly: 8, keepMonthly: 12 },
  verification: { structure: 'P1D', sample: 'P7D', data: 'P30D' },
  recoveryPointObjective: 'P1D',
  hookBefore: '',
  hookAfter: '',
});

const lines = (value: unknown): string => (Array.isArray(value) ? value.join('\n') : '');
const list = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** The editor filled with a policy. */
export function formOf(policy: Policy): PolicyForm {
  const source = policy.source as Record<string, unknown>;
  const text = (name: string, other = '') => (source[name] === undefined || source[name] === null ? other : String(source[name]));
  return {
    ...newForm(policy.assetId, policy.schedule.timeZone),
    name: policy.name,
    repositoryId: policy.repositoryId,
    type: policy.source.type as SourceType,
    paths: lines(source['paths']),
    exclude: lines(source['exclude']),
    oneFileSystem: source['oneFileSystem'] === true,
    path: text('path'),
    host: text('host', 'localhost'),
    port: text('port', '5432'),
    database: text('database'),
    user: text('user'),
    hostKey: text('hostKey'),
    argv: lines(source['argv']),
    fileName: text('fileName', 'output'),
    plan: planOf(policy.schedule.cron),
    startWithin: policy.startWithin,
    window: policy.window ?? '',
    catchUp: policy.catchUp,
    retention: policy.retention,
    verification: policy.verification,
    recoveryPointObjective: policy.recoveryPointObjective,
    hookBefore: lines(policy.hooks.before?.argv),
    hookAfter: lines(policy.hooks.after?.argv),
  };
}

function sourceOf(form: PolicyForm) {
  switch (form.type) {
    case 'path':
      return { type: form.type, paths: list(form.paths), exclude: list(form.exclude), oneFileSystem: form.oneFileSystem };
    case 'ssh': {
      const { host, port, user, hostKey, oneFileSystem } = form;
      const where = { host: host.trim(), port: Number(port), user: user.trim(), hostKey: hostKey.trim() };
      return { type: form.type, ...where, paths: list(form.paths), exclude: list(form.exclude), oneFileSystem };
    }
    case 'sqlite':
      return { type: form.type, path: form.path.trim() };
    case 'postgres':
    case 'mysql': {
      const { host, port, database, user, password } = form;
      return { type: form.type, host, port: Number(port), database, user, ...(password && { password }) };
    }
    case 'command':
      return { type: form.type, argv: list(form.argv), fileName: form.fileName };
    case 'coulisse':
      return { type: form.type };
  }
}

/** The programs that were named; one that was kept keeps the time that it may take. */
const hooksOf = ({ hookBefore, hookAfter }: PolicyForm) => ({
  ...(list(hookBefore).length > 0 && { before: { argv: list(hookBefore) } }),
  ...(list(hookAfter).length > 0 && { after: { argv: list(hookAfter) } }),
});

/** Without the counts that are empty. */
const tidy = (rule: Policy['retention']) =>
  Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined && value !== '' && value !== 0));

/** What the API takes for a change. */
export function changeOf(form: PolicyForm) {
  return {
    name: form.name,
    source: sourceOf(form),
    schedule: { cron: cronOf(form.plan), timeZone: form.timeZone },
    startWithin: form.startWithin,
    window: form.window || null,
    catchUp: form.catchUp,
    retention: tidy(form.retention),
    verification: Object.fromEntries(Object.entries(form.verification).filter(([, every]) => every)),
    recoveryPointObjective: form.recoveryPointObjective,
    hooks: hooksOf(form),
  };
}

/** What the API takes for a new policy. */
export const bodyOf = (form: PolicyForm) => ({ ...changeOf(form), assetId: form.assetId ?? '', repositoryId: form.repositoryId ?? '' });

/** `source.paths.0` is shown at `paths`, `schedule.cron` at `plan`. */
export function nameErrors(errors: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).map(([at, message]) => {
      const [head, second] = at.split('.');
      if (head === 'schedule') return [second === 'timeZone' ? 'timeZone' : 'plan', message];
      if (head === 'source') return [second === undefined || /^\d+$/.test(second) ? 'type' : second, message];
      return [head ?? at, message];
    }),
  );
}
