import { Command, CommanderError, Option } from 'commander';
import { addPerson } from '../server/auth/administer-people.ts';
import { verifyAudit } from '../server/auth/audit.ts';
import { createToken } from '../server/auth/create-token.ts';
import { findPersonByEmail } from '../server/people/person-queries.ts';
import { newPerson } from '../server/people/person-schemas.ts';
import { roles, systemActor } from '../server/platform/actor.ts';
import { ConfigError, readConfig } from '../server/platform/config.ts';
import { openLog } from '../server/platform/log.ts';
import { Problem } from '../server/platform/problem.ts';
import { issuesOf } from '../server/platform/problem-answer.ts';
import { say } from './announce.ts';
import { type OpenContext, openContext } from './open-context.ts';

/** Something that the caller of a command got wrong; said in one line. */
class Complaint extends Error {}

type Work<A extends unknown[]> = (ctx: OpenContext, ...args: A) => Promise<void>;

/** An action on the open database; what it prints is the answer alone, so that scripts can use it. */
function withContext<A extends unknown[]>(work: Work<A>): (...args: A) => Promise<void> {
  return async (...args) => {
    const config = readConfig(process.env);
    const ctx = await openContext(config, openLog('silent'));
    try {
      await work(ctx, ...args);
    } finally {
      await ctx.live.close();
      await ctx.db.close();
    }
  };
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const tokenCreate = withContext(async (ctx, options: { person: string; label: string }) => {
  const person = await findPersonByEmail(ctx.db.sql, options.person);
  if (!person) throw new Complaint(`Nobody has the e-mail address ${options.person}`);
  const { token } = await createToken(ctx, systemActor, { personId: person.id, label: options.label });
  print(token);
});

const personCreate = withContext(async (ctx, options: { email: string; name: string; role: string; language: string }) => {
  const person = await addPerson(ctx, systemActor, newPerson.parse(options));
  print(person.id);
});

const auditVerify = withContext(async (ctx) => {
  const { events, brokenAt } = await verifyAudit(ctx.db.sql);
  if (brokenAt !== null) throw new Complaint(`The audit log does not hold at event ${brokenAt}; ${events} events before it stand`);
  print(`${events} events, the chain holds`);
});
