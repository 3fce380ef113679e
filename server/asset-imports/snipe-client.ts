import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { CallFailure, permittedTarget } from '../platform/call-out.ts';
import type { Settings } from '../platform/context.ts';

/** Why a list could not be read. `throttled` and `unreachable` pass by themselves, `refused` does not. */
export class SnipeFailure extends Error {
  readonly kind: 'throttled' | 'unreachable' | 'refused';
  /** When it may be tried again, for one that asks to wait. */
  readonly retryAfterMs: number | null;
  constructor(kind: SnipeFailure['kind'], message: string, retryAfterMs: number | null = null) {
    super(message);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface SnipePage {
  total: number;
  rows: Array<Record<string, unknown>>;
}

export interface SnipeServer {
  /** Where the program is, without `/api/v1`. */
  baseUrl: string;
  token: string;
}

/** The most that a list answers at once. */
export const pageRows = 500;

const mostBytes = 50 * 1024 * 1024;
const timeoutMs = 60_000;

/**
 * Reads one page of a list of Snipe-IT's interface, in the order of the ids. The address is resolved once, checked and called
 * as it was checked; private ones need WEBHOOK_ALLOW; redirects are not followed. Rejects with SnipeFailure.
 */
export async function readSnipe(
  settings: Pick<Settings, 'webhookAllow'>,
  server: SnipeServer,
  list: string,
  range: { offset: number; limit?: number },
): Promise<SnipePage> {
  const url = new URL(`${server.baseUrl.replace(/\/+$/, '')}/api/v1/${list}`);
  const params = { limit: String(range.limit ?? pageRows), offset: String(range.offset), sort: 'id', order: 'asc' };
  url.search = new URLSearchParams(params).toString();
  const { status, retryAfter, body } = await get(settings, url, server.token);
  if (status === 429) throw new SnipeFailure('throttled', 'It asks for a pause', (Number(retryAfter) || 60) * 1000);
  if (status === 401 || status === 403) throw new SnipeFailure('refused', `It does not take the token for ${list}`);
  if (status >= 500) throw new SnipeFailure('unreachable', `It answered ${status}`);
  if (status !== 200) throw new SnipeFailure('refused', `It answered ${status} for ${list}`);
  return pageOf(body, list);
}

/** Most errors come with 200 and say so in the body. */
function pageOf(body: string, list: string): SnipePage {
  let answer: { status?: string; messages?: unknown; total?: unknown; rows?: unknown };
  try {
    answer = JSON.parse(body);
  } catch {
    throw new SnipeFailure('refused', 'What answers there is no Snipe-IT: it is not JSON');
  }
  if (answer?.status === 'error') {
    const said = typeof answer.messages === 'string' ? answer.messages : JSON.stringify(answer.messages ?? 'error');
    throw new SnipeFailure('refused', `It says of ${list}: ${said.slice(0, 300)}`);
  }
  if (typeof answer?.total !== 'number' || !Array.isArray(answer.rows))
    throw new SnipeFailure('refused', 'What answers there is no Snipe-IT: it has neither total nor rows');
  return { total: answer.total, rows: answer.rows.filter((row) => typeof row === 'object' && row !== null) };
}

interface Answered {
  status: number;
  retryAfter: string | undefined;
  body: string;
}

async function get(settings: Pick<Settings, 'webhookAllow'>, url: URL, token: string): Promise<Answered> {
  try {
    const target = await permittedTarget(settings, url);
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const signal = AbortSignal.timeout(timeoutMs);
    const options = {
      headers: { Accept: 'application/json', Authorization: `Bearer ${token}`, 'User-Agent': 'Coulisse' },
      signal,
      agent: false,
      lookup: (_host: string, _options: unknown, done: (error: null, addresses: Array<typeof target>) => void) => done(null, [target]),
    };
    const response = await new Promise<IncomingMessage>((done, reject) => {
      const request = send(url, options as never, done);
      request.on('error', reject);
      request.end();
    });
    return { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], body: await readAll(response) };
  } catch (error) {
    if (error instanceof SnipeFailure) throw error;
    const isForbidden = error instanceof CallFailure && error.kind === 'forbidden';
    throw new SnipeFailure(isForbidden ? 'refused' : 'unreachable', (error as Error).message);
  }
}

async function readAll(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > mostBytes) throw new SnipeFailure('refused', 'A page of it is larger than 50 MB');
  }
  return Buffer.concat(chunks).toString('utf8');
}
