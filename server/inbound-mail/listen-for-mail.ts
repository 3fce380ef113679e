import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Context } from '../platform/context.ts';
import { hardMaxBytes } from './inbound-mail.ts';
import { receiveMail } from './receive-mail.ts';

export interface MailListener {
  lmtpPort: number | null;
  smtpPort: number | null;
  stop(): Promise<void>;
}

const mostRecipients = 100;

/**
 * Takes mail from the mail server in front of us by LMTP and SMTP. 250 is said once the mail is on the disk and in the
 * database, 451 when that failed: then the other side keeps it and comes again. Nothing is passed on to anybody.
 */
export async function listenForMail(
  ctx: Context,
  { host, lmtpPort, smtpPort }: { host: string; lmtpPort: number | null; smtpPort: number | null },
): Promise<MailListener> {
  const servers: SMTPServer[] = [];
  const open = async (kind: 'lmtp' | 'smtp', port: number | null): Promise<number | null> => {
    if (port === null) return null;
    const server = serverOf(ctx, kind);
    servers.push(server);
    return listen(server, port, host);
  };
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
  };
  try {
    return { lmtpPort: await open('lmtp', lmtpPort), smtpPort: await open('smtp', smtpPort), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function listen(server: SMTPServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.server.address() as AddressInfo).port);
    });
  });
}

function serverOf(ctx: Context, kind: 'lmtp' | 'smtp'): SMTPServer {
  const server = new SMTPServer({
    lmtp: kind === 'lmtp',
    name: hostname(),
    banner: 'Coulisse',
    size: hardMaxBytes,
    authOptional: true,
    // Meant for the mail server beside us; nobody signs in, and there is no certificate of ours to show.
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    maxClients: 100,
    socketTimeout: 60_000,
    closeTimeout: 5_000,
    onRcptTo: (_address, session, done) =>
      done(session.envelope.rcptTo.length >= mostRecipients ? refusal(452, 'Too many recipients') : null),
    onData: (stream, session, done) => {
      accept(ctx, kind, stream, session).then(
        (said) => done(null, said),
        (error) => done(error),
      );
    },
  });
  server.on('error', (error) => ctx.log.warn({ err: error, kind }, 'a connection that brings mail broke'));
  return server;
}

const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

async function accept(ctx: Context, kind: 'lmtp' | 'smtp', stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
  const { mailFrom, rcptTo } = session.envelope;
  const envelope = { envelopeFrom: mailFrom ? mailFrom.address : '', envelopeTo: rcptTo.map(({ address }) => address) };
  try {
    const { mailId } = await receiveMail(ctx, stream, { source: kind, account: kind, ...envelope });
    return `Kept as ${mailId}`;
  } catch (error) {
    if (stream.sizeExceeded || (error as { code?: string }).code === 'payload_too_large') throw refusal(552, 'The mail is too large');
    ctx.log.error({ err: error }, 'a mail could not be taken in; its sender keeps it');
    throw refusal(451, 'It could not be kept; try again later');
  }
}
