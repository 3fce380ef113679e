import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { Command, CommanderError, Option } from 'commander';
import { z } from 'zod';
import { addPerson } from '../server/auth/administer-people.ts';
import { verifyAudit } from '../server/auth/audit.ts';
import { createToken } from '../server/auth/create-token.ts';
import { restoreRequest } from '../server/backups/point-schemas.ts';
import { restoreNow, runBackupNow } from '../server/backups/run-backup-now.ts';
import { importMail } from '../server/inbound-mail/import-mail.ts';
import { contactsWritten } from '../server/inventory/agents/contact-journal.ts';
import { importInventories } from '../server/inventory/agents/import-inventories.ts';
import { findPersonByEmail } from '../server/people/person-queries.ts';
import { newPerson } from '../server/people/person-schemas.ts';
import { roles, systemActor } from '../server/platform/actor.ts';
import { ConfigError, readConfig } from '../server/platform/config.ts';
import { openLog } from '../server/platform/log.ts';
import { Problem } from '../server/platform/problem.ts';
import { issuesOf } from '../server/platform/problem-answer.ts';
import { say } from './announce.ts';
import { Complaint } from './complaint.ts';
import { doctor } from './doctor.ts';
import { type OpenContext, openContext } from './open-context.ts';
import { seedBench } from './seed-bench.ts';
import { seedDemo } from './seed-demo.ts';

/** Runs one administration command. Its answer alone goes to standard output; faults are one line and exit code 1. */
export async function main(args: string[]): Promise<void> {
  try {
    await commands().parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode;
      return;
    }
    say(faultOf(error));
    process.exitCode = 1;
  }
}

function faultOf(error: unknown): string {
  const issues = error instanceof z.ZodError ? issuesOf(error) : error instanceof Problem ? error.issues : [];
  if (issues.length > 0) return issues.map(({ pointer, message }) => `${pointer.slice(1)}: ${message}`).join('\n');
  const isExpected = error instanceof Complaint || error instanceof ConfigError || error instanceof Problem;
  return isExpected ? error.message : String((error as Error).stack ?? error);
}

function commands(): Command {
  const cli = new Command('cli').description('Administration of Coulisse').exitOverride();
  const token = cli.command('token').description('API tokens');
  token
    .command('create')
    .description('make an API token and print it, alone, this once')
    .requiredOption('--person <email>')
    .option('--label <text>', 'what it is for', 'command line')
    .action(withContext(tokenCreate));
  const person = cli.command('person').description('people');
  person
    .command('create')
    .description('register a person and print the id')
    .requiredOption('--email <email>')
    .requiredOption('--name <name>')
    .addOption(new Option('--role <role>').choices(roles).makeOptionMandatory())
    .addOption(new Option('--language <language>').choices(['en', 'fr']).default('en'))
    .option('--time-zone <zone>', 'IANA time zone', 'UTC')
    .option('--password-stdin', 'read the password from standard input')
    .action(withContext(personCreate));
  const seed = cli.command('seed').description('invented data');
  seed.command('demo').description('fill an empty database with the demo company').action(withContext(seedDemoCommand));
  seed
    .command('bench')
    .description('add many incidents and assets to measure with')
    .option('--incidents <n>', 'how many incidents', wholeNumber, 0)
    .option('--assets <n>', 'how many assets', wholeNumber, 0)
    .action(withContext(seedBenchCommand));
  cli
    .command('backup')
    .description('backups')
    .command('run <policyId>')
    .description('back up now and wait for the end')
    .action(async (policyId: string) => withContext(backupRun)({ policyId }));
  cli
    .command('restore <recoveryPointId>')
    .description('restore into a new or empty folder and wait for the end')
    .requiredOption('--to <folder>', 'absolute path')
    .option('--path <path...>', 'only these paths of the recovery point')
    .action(async (recoveryPointId: string, options: { to: string; path?: string[] }) =>
      withContext(restore)({ recoveryPointId, ...options }),
    );
  cli
    .command('mail')
    .description('incoming mail')
    .command('import <files...>')
    .description('take in mails from .eml files, mbox files, maildirs and folders of these, and say what became of them')
    .action(async (files: string[]) => withContext(mailImport)({ files }));
  cli
    .command('inventory')
    .description('inventories of machines')
    .command('import <files...>')
    .description('take in files that inventory agents wrote, and folders of them, and say what became of them')
    .action(async (files: string[]) => withContext(inventoryImport)({ files }));
  cli.command('audit').description('the audit log').command('verify').description('walk its hash chain').action(withContext(auditVerify));
  cli.command('doctor').description('check configuration, database, queue and engines').action(doctor);
  for (const command of everyCommand(cli)) command.exitOverride();
  return cli;
}

const everyCommand = (command: Command): Command[] => [command, ...command.commands.flatMap((child) => everyCommand(child as Command))];

function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0 || number > 10_000_000) throw new Complaint(`${value} is not a number from 0 to 10,000,000`);
  return number;
}

/** An action on the open database, which is closed whatever happens. */
function withContext<O>(work: (ctx: OpenContext, options: O) => Promise<void>): (options: O) => Promise<void> {
  return async (options) => {
    const ctx = await openContext(readConfig(process.env), openLog('silent'));
    try {
      await work(ctx, options);
    } finally {
      await ctx.live.close();
      await ctx.db.close();
    }
  };
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function tokenCreate(ctx: OpenContext, options: { person: string; label: string }): Promise<void> {
  const person = await findPersonByEmail(ctx.db.sql, options.person);
  if (!person) throw new Complaint(`Nobody has the e-mail address ${options.person}`);
  const { token } = await createToken(ctx, systemActor, { personId: person.id, label: options.label });
  print(token);
}

interface PersonOptions {
  email: string;
  name: string;
  role: string;
  language: string;
  timeZone: string;
  passwordStdin?: boolean;
}

async function personCreate(ctx: OpenContext, { passwordStdin, ...fields }: PersonOptions): Promise<void> {
  const password = passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined;
  const person = await addPerson(ctx, systemActor, newPerson.parse({ ...fields, password }));
  print(person.id);
}

async function seedDemoCommand(ctx: OpenContext): Promise<void> {
  if (!(await seedDemo(ctx))) throw new Complaint('The database is not empty; the demo company only moves into an empty one');
  print('The demo company has moved in; `npm start` prints its sign-ins');
}

async function seedBenchCommand(ctx: OpenContext, counts: { incidents: number; assets: number }): Promise<void> {
  const startedAt = performance.now();
  const { incidentId } = await seedBench(ctx, counts);
  print(JSON.stringify({ ...counts, incidentWith50Comments: incidentId, seconds: Math.round((performance.now() - startedAt) / 100) / 10 }));
}

async function backupRun(ctx: OpenContext, { policyId }: { policyId: string }): Promise<void> {
  const run = await runBackupNow(ctx, policyId, untilSignal());
  if (run.status !== 'succeeded')
    throw new Complaint(`The run ${run.id} ${run.status}: ${run.failureMessage ?? run.failureClass ?? 'see its log'}`);
  print(JSON.stringify({ runId: run.id, recoveryPointId: run.recoveryPointId, files: run.files, bytes: run.bytes }));
}

async function restore(ctx: OpenContext, options: { recoveryPointId: string; to: string; path?: string[] }): Promise<void> {
  const { recoveryPointId, to, path = [] } = options;
  const request = restoreRequest.parse({ recoveryPointId, paths: path, target: { type: 'path', path: resolve(to) } });
  const done = await restoreNow(ctx, request, untilSignal());
  if (done.status !== 'succeeded')
    throw new Complaint(`The restore ${done.status}: ${done.failureMessage ?? done.failureClass ?? 'see its log'}`);
  print(JSON.stringify({ restoreId: done.id, files: done.files, bytes: done.bytes, to: resolve(to) }));
}

/** Ctrl-C hands the work back instead of leaving it half done. */
function untilSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

async function mailImport(ctx: OpenContext, { files }: { files: string[] }): Promise<void> {
  const { failures, ...counts } = await importMail(ctx, files);
  print(JSON.stringify(counts));
  for (const { where, error } of failures) say(`${where}: ${error}`);
  if (failures.length > 0) throw new Complaint('Some mails did not come in; run it again over all of them, what came in is known');
}

async function inventoryImport(ctx: OpenContext, { files }: { files: string[] }): Promise<void> {
  const { failures, ...counts } = await importInventories(ctx, files);
  await contactsWritten(ctx);
  print(JSON.stringify(counts));
  for (const { file, error } of failures) say(`${file}: ${error}`);
  if (failures.length > 0) throw new Complaint('Some files did not come in; run it again over all of them, what came in is known');
}

async function auditVerify(ctx: OpenContext): Promise<void> {
  const { events, brokenAt } = await verifyAudit(ctx.db.sql);
  if (brokenAt !== null) throw new Complaint(`The audit log does not hold at event ${brokenAt}; the ${events} events before it do`);
  print(`${events} events, the chain holds`);
}
