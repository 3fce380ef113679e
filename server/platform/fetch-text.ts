import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { CallFailure, permittedTarget } from './call-out.ts';
import type { Settings } from './context.ts';

export interface TextLimits {
  mostBytes: number;
  timeoutMs: number;
}

const mostRedirects = 3;

/**
 * Reads a text from an address that somebody typed. Every address on the way, redirects too, is resolved once, checked
 * and called as it was checked; private ones need WEBHOOK_ALLOW. Rejects with CallFailure in words for the person.
 */
export async function fetchText(settings: Pick<Settings, 'webhookAllow'>, address: string, limits: TextLimits): Promise<string> {
  let url = new URL(address);
  const signal = AbortSignal.timeout(limits.timeoutMs);
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new CallFailure('forbidden', 'Only http and https are read');
    const response = await get(url, await permittedTarget(settings, url), signal);
    const { statusCode: status = 0, headers } = response;
    if (status >= 300 && status < 400 && headers.location) {
      response.destroy();
      url = new URL(headers.location, url);
      continue;
    }
    if (status !== 200) {
      response.destroy();
      throw new CallFailure('unknown', `It answered ${status}`);
    }
    return readAll(response, limits.mostBytes);
  }
  throw new CallFailure('unknown', 'It redirects too often');
}

function get(url: URL, target: { address: string; family: number }, signal: AbortSignal): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const options = {
    headers: { Accept: 'text/calendar, text/plain;q=0.9', 'User-Agent': 'Coulisse' },
    signal,
    agent: false,
    lookup: (_host: string, _options: unknown, done: (error: null, addresses: Array<typeof target>) => void) => done(null, [target]),
  };
  return new Promise((done, reject) => {
    const request = send(url, options as never, done);
    request.on('error', (error) => reject(new CallFailure('unknown', signal.aborted ? 'It did not answer in time' : error.message)));
    request.end();
  });
}

async function readAll(response: IncomingMessage, mostBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > mostBytes) throw new CallFailure('unknown', `It is larger than ${Math.floor(mostBytes / 1024)} kB`);
    }
  } catch (error) {
    throw error instanceof CallFailure ? error : new CallFailure('unknown', (error as Error).message);
  }
  return Buffer.concat(chunks).toString('utf8');
}
