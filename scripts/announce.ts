import type { DemoSignIn } from './demo-sign-ins.ts';

/** One line for people, apart from the log. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** What a start prints once people can come: where, and who may enter. */
export function announce(baseUrl: string, signIns: DemoSignIn[], setupLink: string | null): void {
  const lines = ['', `  Coulisse is ready at ${baseUrl}`];
  if (setupLink) lines.push('', '  Nobody is registered yet. The first administrator enters here, once, within a day:', `  ${setupLink}`);
  if (signIns.length > 0) {
    const width = Math.max(...signIns.map(({ email }) => email.length));
    lines.push('', '  Demo sign-ins (the password is this installation’s own):');
    for (const { email, password, role } of signIns) lines.push(`  ${email.padEnd(width)}  ${password}  ${role}`);
  }
  process.stdout.write(`${lines.join('\n')}\n\n`);
}
