import { verify } from '@node-rs/argon2';
import { emailOf, people } from '../db/seeds/demo-company.ts';
import { findPersonByEmail, passwordHashOf } from '../server/people/person-queries.ts';
import type { Context } from '../server/platform/context.ts';
import { sign } from '../server/platform/secret-box.ts';

export interface DemoSignIn {
  email: string;
  password: string;
  role: string;
}

/** Whom one may sign in as; the others of the demo company have no password. */
const names = ['Dominique Arnaud', 'Claire Fontaine', 'Baptiste Morel', 'Aoife Kelly', 'Inès Lambert', 'Emily Walsh'];

/**
 * The sign-ins that the demo data has on this installation. Passwords come from its secret key: every installation has
 * its own, every process finds the same, and they are written down nowhere.
 */
export function demoSignIns(secretKey: Buffer): DemoSignIn[] {
  const password = sign(secretKey, 'demo sign-ins', 'password')
    .replace(/[^a-z0-9]/gi, 'x')
    .slice(0, 14);
  return people.filter(([name]) => names.includes(name)).map(([name, , role]) => ({ email: emailOf(name), password, role }));
}

/** Those demo sign-ins that still work: none once the data is gone, the person inactive or the password another. */
export async function workingDemoSignIns(ctx: Context): Promise<DemoSignIn[]> {
  const working: DemoSignIn[] = [];
  // One after the other: each check takes 19 MiB for a moment.
  for (const signIn of demoSignIns(ctx.settings.secretKey)) {
    const person = await findPersonByEmail(ctx.db.sql, signIn.email);
    const hash = person?.isActive ? await passwordHashOf(ctx.db.sql, person.id) : null;
    if (hash && (await verify(hash, signIn.password))) working.push(signIn);
  }
  return working;
}
