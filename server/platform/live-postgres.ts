import pg from 'pg';
import { type Live, type LiveEvent, localLive } from './live.ts';
import { deliver } from './live-message.ts';
import type { Log } from './log.ts';

const channel = 'coulisse_live';
/** A notification of PostgreSQL carries less than 8000 bytes. */
const mostBytes = 7900;
/** Events that wait for their turn on the one connection; beyond it the oldest are dropped, pages read again anyway. */
const mostWaiting = 1000;
const retryMs = 1000;

/**
 * Live events across processes by LISTEN and NOTIFY on one connection. While the server is away, events reach the
 * pages of this process only; nothing waits and nothing fails.
 */
export function postgresLive(url: string, log: Log): Live {
  const local = localLive();
  const origin = `${process.pid}-${Math.random().toString(36).slice(2)}`;
  let client: pg.Client | null = null;
  const others = openSender(() => client);
  let isClosed = false;
  let isDown = false;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, application_name: 'coulisse live', keepAlive: true });
    next.on('error', lose);
    next.on('end', lose);
    next.on('notification', ({ payload }) => deliver(payload ?? '', origin, local));
    await next.connect();
    await next.query(`listen ${channel}`);
    if (isClosed) return next.end();
    client = next;
    if (isDown) log.info('live events cross processes again');
    isDown = false;
  };

  const lose = (error?: Error): void => {
    if (isClosed || (client === null && isDown)) return;
    client = null;
    isDown = true;
    others.forget();
    log.warn({ err: error }, 'live events stay within this process until PostgreSQL is back');
    void reconnect();
  };

  const reconnect = async (): Promise<void> => {
    while (!isClosed && !client) {
      await connect().catch(() => {});
      if (!client) await new Promise((resolve) => setTimeout(resolve, retryMs).unref());
    }
  };

  connect().catch(lose);
  return {
    publish: (event) => {
      local.publish(event);
      others.tell(encode(origin, event));
    },
    subscribe: local.subscribe,
    close: async () => {
      isClosed = true;
      await client?.end().catch(() => {});
      await local.close();
    },
  };
}

/** Sends texts one after the other for as long as there is a connection; too many wait at the price of the oldest. */
function openSender(connection: () => pg.Client | null): { tell(texts: string[]): void; forget(): void } {
  const waiting: string[] = [];
  let isSending = false;
  const send = async (client: pg.Client): Promise<void> => {
    isSending = true;
    for (let text = waiting.shift(); text !== undefined; text = waiting.shift()) {
      await client.query('select pg_notify($1, $2)', [channel, text]).catch(() => {});
    }
    isSending = false;
  };
  return {
    tell: (texts) => {
      waiting.push(...texts);
      if (waiting.length > mostWaiting) waiting.shift();
      const client = connection();
      if (client && !isSending) void send(client);
    },
    forget: () => waiting.splice(0),
  };
}

/**
 * The texts of an event, each short enough: one too large travels without its small facts (the page asks the API), and
 * an audience too large in parts.
 */
export function encode(origin: string, event: LiveEvent): string[] {
  const text = JSON.stringify({ origin, event });
  if (Buffer.byteLength(text) <= mostBytes) return [text];
  const { data, ...bare } = event;
  if (data) return encode(origin, bare);
  const persons = event.audience.personIds ?? [];
  if (persons.length < 2) return [];
  const half = Math.ceil(persons.length / 2);
  return [persons.slice(0, half), persons.slice(half)].flatMap((personIds, part) =>
    encode(origin, { ...event, audience: part === 0 ? { ...event.audience, personIds } : { personIds } }),
  );
}
