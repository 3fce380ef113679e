import { ImapFlow } from 'imapflow';
import type { Context } from '../platform/context.ts';
import type { Mailbox } from './mailbox-store.ts';
import { passwordOf } from './save-mailbox.ts';

/** A connection to a mailbox's server, signed in; whoever opens it closes it. */
export async function openImap(ctx: Context, mailbox: Mailbox): Promise<ImapFlow> {
  const { host, port, security, username } = mailbox;
  const client = new ImapFlow({
    host,
    port,
    secure: security === 'tls',
    ...(security !== 'tls' && { doSTARTTLS: security === 'starttls' }),
    auth: { user: username, pass: passwordOf(ctx, mailbox) },
    logger: false,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 5 * 60_000,
    disableAutoIdle: true,
    clientInfo: { name: 'Coulisse' },
  });
  // Whoever waits for an answer is told; without a listener it would end the program.
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** What went wrong with a mail server, in words for an administrator. */
export function imapFault(error: unknown): string {
  const { message, responseText, code } = error as { message?: string; responseText?: string; code?: string };
  return [responseText ?? message ?? String(error), code].filter(Boolean).join(' · ').slice(0, 500);
}
