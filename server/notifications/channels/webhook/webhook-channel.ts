import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP } from 'node:net';
import type { Context } from '../../../platform/context.ts';
import { sign } from '../../../platform/secret-box.ts';
import type { Delivery, DeliveryResult } from '../../notification.ts';

const timeoutMs = 10_000;

/** Addresses that only our own network reaches; a webhook to one of them could read what the outside must not. */
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

/**
 * Posts the payload as JSON, signed: `Coulisse-Signature` is HMAC-SHA-256 over `<id>.<timestamp>.<body>`. The name is
 * resolved once and that address is used, so that a second answer of the DNS cannot lead inside. Redirects are refused.
 */
export async function deliverByWebhook(ctx: Context, delivery: Delivery): Promise<DeliveryResult> {
  try {
    const url = new URL(delivery.address);
    const hostname = url.hostname.replace(/^\[|\]$/g, '');
    const { address, family } = isIP(hostname) ? { address: hostname, family: isIP(hostname) } : await lookup(hostname);
    if (isInside(address) && !ctx.settings.webhookAllow.includes(hostname)) {
      return { outcome: 'never', error: `${hostname} is a private address; name it in WEBHOOK_ALLOW to permit it` };
    }
    return judge(await post(ctx, url, { address, family }, delivery));
  } catch (error) {
    return { outcome: 'later', error: (error as Error).message };
  }
}

function post(ctx: Context, url: URL, target: { address: string; family: number }, delivery: Delivery): Promise<number> {
  const body = JSON.stringify(delivery.payload ?? {});
  const timestamp = ctx.clock().toISOString();
  const signature = sign(ctx.settings.secretKey, 'webhook', `${delivery.id}.${timestamp}.${body}`);
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Coulisse-Id': delivery.id,
    'Coulisse-Timestamp': timestamp,
    'Coulisse-Signature': signature,
  };
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      headers,
      signal: AbortSignal.timeout(timeoutMs),
      lookup: (_host: string, _options: unknown, done: (error: null, addresses: Array<{ address: string; family: number }>) => void) =>
        done(null, [target]),
    };
    const request = send(url, options as never, (response: IncomingMessage) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end(body);
  });
}

function judge(status: number): DeliveryResult {
  if (status >= 200 && status < 300) return { outcome: 'sent' };
  const isPermanent = status < 500 && status !== 408 && status !== 425 && status !== 429;
  return { outcome: isPermanent ? 'never' : 'later', error: `It answered ${status}` };
}
