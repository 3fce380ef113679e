import { lookup } from 'node:dns/promises';
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP } from 'node:net';
import type { Settings } from './context.ts';

/** Addresses that only our own network reaches; a call to one of them could read what the outside must not. */
const inside = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(network, prefix, 'ipv6');

/** True for an address that belongs to this machine or a private network, IPv4 inside IPv6 too. */
export function isInside(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return inside.check(mapped ?? address, isIP(mapped ?? address) === 6 ? 'ipv6' : 'ipv4');
}

export interface OutgoingCall {
  url: string;
  headers: Record<string, string | number>;
  body: string | Buffer;
  timeoutMs?: number;
}

export interface CallAnswer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  /** The beginning of the body. */
  excerpt: string;
}

/** Why no answer came. `forbidden`: never called. `notSent`: it cannot have arrived. `unknown`: it may have arrived. */
export class CallFailure extends Error {
  readonly kind: 'forbidden' | 'notSent' | 'unknown';
  constructor(kind: CallFailure['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

const defaultTimeoutMs = 10_000;
const excerptBytes = 2000;

/**
 * Posts to an address that somebody typed. The name is resolved once and that address is used, so that a second answer of
 * the DNS cannot lead inside; private addresses need WEBHOOK_ALLOW; redirects are not followed. Rejects with CallFailure.
 */
export async function callOut(settings: Pick<Settings, 'webhookAllow'>, call: OutgoingCall): Promise<CallAnswer> {
  const url = new URL(call.url);
  return post(url, await permittedTarget(settings, url), call);
}

/** The one address to call for a URL that somebody typed; a private one needs WEBHOOK_ALLOW. Rejects with CallFailure. */
export async function permittedTarget(settings: Pick<Settings, 'webhookAllow'>, url: URL): Promise<{ address: string; family: number }> {
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const target = await resolve(hostname);
  if (isInside(target.address) && !settings.webhookAllow.includes(hostname)) {
    throw new CallFailure('forbidden', `${hostname} is a private address; name it in WEBHOOK_ALLOW to permit it`);
  }
  return target;
}

async function resolve(hostname: string): Promise<{ address: string; family: number }> {
  if (isIP(hostname)) return { address: hostname, family: isIP(hostname) };
  return lookup(hostname).catch((error: Error) => {
    throw new CallFailure('notSent', error.message);
  });
}

function post(url: URL, target: { address: string; family: number }, call: OutgoingCall): Promise<CallAnswer> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const signal = AbortSignal.timeout(call.timeoutMs ?? defaultTimeoutMs);
  const options = {
    method: 'POST',
    headers: { ...call.headers, 'Content-Length': Buffer.byteLength(call.body) },
    signal,
    // A connection of its own: one kept from before was checked under other settings.
    agent: false,
    lookup: (_host: string, _options: unknown, done: (error: null, addresses: Array<typeof target>) => void) => done(null, [target]),
  };
  return new Promise((done, reject) => {
    let wasSent = false;
    const request: ClientRequest = send(url, options as never, (response) => void readAnswer(response).then(done));
    request.on('finish', () => {
      wasSent = request.socket?.connecting === false;
    });
    request.on('error', (error) => {
      const message = signal.aborted ? 'It did not answer in time' : error.message;
      reject(new CallFailure(wasSent ? 'unknown' : 'notSent', message));
    });
    request.end(call.body);
  });
}

/** The status counts once it has come, whatever becomes of the body after it. */
function readAnswer(response: IncomingMessage): Promise<CallAnswer> {
  const { statusCode: status = 0, headers } = response;
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((done) => {
    const finish = () => {
      response.destroy();
      done({ status, headers, excerpt: Buffer.concat(chunks).subarray(0, excerptBytes).toString('utf8') });
    };
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= excerptBytes) finish();
    });
    response.on('end', finish);
    response.on('error', finish);
    response.on('close', finish);
  });
}

/** What a status means to a sender: taken, worth another try, never, or that nobody is there any more. */
export function judgeStatus(status: number): 'sent' | 'later' | 'never' | 'gone' {
  if (status >= 200 && status < 300) return 'sent';
  if (status === 410) return 'gone';
  return status >= 500 || status === 408 || status === 425 || status === 429 ? 'later' : 'never';
}
