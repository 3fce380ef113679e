import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { deflateSync, inflateSync } from 'node:zlib';
import type { Api } from '../../testing.ts';

/** The bytes of a document that a real agent sent, without the secrets of the machine it ran on. */
export const golden = (name: string): Buffer => readFileSync(new URL(`./golden/${name}`, import.meta.url));

/** The text of such a document for another machine. */
export const goldenFor = (name: string, changes: Record<string, string>): string =>
  Object.entries(changes).reduce((text, [from, to]) => text.replaceAll(from, to), golden(name).toString('utf8'));

export interface AgentAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  raw: Buffer;
  /** The body, unpacked when it was packed. */
  text: string;
}

export interface Credential {
  username: string;
  password: string;
}

export const basic = ({ username, password }: Credential): string => `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** Sends bytes as agents do: with HTTP of their own, which unpacks nothing by itself. */
export function post(
  url: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
  method: 'POST' | 'GET' = 'POST',
): Promise<AgentAnswer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, {
      method,
      headers: { ...headers, ...(method === 'POST' && { 'Content-Length': String(Buffer.byteLength(body)) }) },
    });
    sent.on('error', reject);
    sent.on('response', (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        const raw = Buffer.concat(parts);
        const text = raw[0] === 0x78 ? inflateSync(raw).toString('utf8') : raw.toString('utf8');
        resolve({ status: answer.statusCode as number, headers: answer.headers, raw, text });
      });
    });
    sent.end(method === 'POST' ? body : undefined);
  });
}

export const prolog = (deviceId: string): string =>
  `<?xml version="1.0" encoding="UTF-8" ?>\n<REQUEST>\n  <DEVICEID>${deviceId}</DEVICEID>\n  <QUERY>PROLOG</QUERY>\n  <TOKEN>12345678</TOKEN>\n</REQUEST>\n`;

/** How FusionInventory and OCS send a message of XML. */
export function sendXml(
  api: Api,
  credential: Credential,
  xml: string,
  { path = '/inventory', product = 'FusionInventory-Agent_v2.6-3' } = {},
) {
  return post(api.url + path, deflateSync(xml), {
    'Content-Type': product.startsWith('OCS') ? 'application/x-compress' : 'application/x-compress-zlib',
    'User-Agent': product,
    Authorization: basic(credential),
    Pragma: 'no-cache',
    TE: 'deflate,gzip;q=0.3',
  });
}

/**
 * A GLPI Agent as it behaves: it greets in XML until an answer in JSON tells it that we speak that, keeps contact in JSON from
 * then on, sends parts after the first whole inventory, and starts anew when a contact is answered with an error.
 */
export interface GlpiAgent {
  /** One run: what it sent and what it was answered, in order. */
  run(options?: {
    full?: boolean;
  }): Promise<Array<{ sent: 'prolog' | 'contact' | 'json' | 'delta' | 'xml' | 'poll'; answer: AgentAnswer }>>;
  post(body: string | Uint8Array, headers?: Record<string, string>): Promise<AgentAnswer>;
}

export function glpiAgent(
  api: Api,
  credential: Credential,
  machine: { uuid: string; deviceId: string; full: string; delta: string; xml: string },
  path = '/front/inventory.php',
): GlpiAgent {
  let speaksJson = false;
  let hadFull = false;
  const headers = {
    'User-Agent': 'GLPI-Agent_v1.12-dev',
    'GLPI-Agent-ID': machine.uuid,
    Authorization: basic(credential),
    'Content-Type': 'application/x-compress-zlib',
  };
  const send = (body: string | Uint8Array, more: Record<string, string> = {}) =>
    post(api.url + path, deflateSync(body), { ...headers, ...more });
  const contact = JSON.stringify({
    action: 'contact',
    deviceid: machine.deviceId,
    'enabled-tasks': ['inventory'],
    'installed-tasks': ['inventory', 'netdiscovery', 'netinventory', 'deploy', 'collect', 'esx', 'remoteinventory', 'wakeonlan'],
    name: 'GLPI-Agent',
    version: '1.12-dev',
  });
  const isJson = (answer: AgentAnswer): boolean => String(answer.headers['content-type']).includes('json');
  return {
    post: send,
    run: async ({ full = false } = {}) => {
      const log: Array<{ sent: 'prolog' | 'contact' | 'json' | 'delta' | 'xml' | 'poll'; answer: AgentAnswer }> = [];
      const step = async (sent: (typeof log)[number]['sent'], body: string): Promise<AgentAnswer> => {
        const answer = await send(body);
        log.push({ sent, answer });
        return answer;
      };
      if (!speaksJson) {
        const greeted = await step('prolog', prolog(machine.deviceId));
        if (!isJson(greeted)) {
          // Told in XML it behaves as FusionInventory does, and sends everything.
          if (greeted.text.includes('<RESPONSE>SEND<')) await step('xml', machine.xml);
          return log;
        }
        speaksJson = true;
        if ('expiration' in JSON.parse(greeted.text)) return log;
      }
      const answer = await step('contact', contact);
      const said = JSON.parse(answer.text);
      if (said.status === 'error') {
        speaksJson = false;
        return log;
      }
      if (said.disabled?.includes('inventory')) return log;
      // Its state is kept before it sends: whatever the answer, the next time brings parts alone.
      const isDelta = hadFull && !full;
      hadFull = true;
      const received = await step(isDelta ? 'delta' : 'json', isDelta ? machine.delta : machine.full);
      for (const answer of await askAgain(api.url + path, headers, received)) log.push({ sent: 'poll', answer });
      return log;
    },
  };
}

/** What an agent hears that asks again, twelve times at the most, as long as it is told to wait. */
async function askAgain(url: string, headers: Record<string, string>, first: AgentAnswer): Promise<AgentAnswer[]> {
  const answers: AgentAnswer[] = [];
  let last = first;
  const mustWait = (answer: AgentAnswer): boolean => answer.status === 200 && JSON.parse(answer.text).status === 'pending';
  while (mustWait(last) && answers.length < 12) {
    last = await post(url, '', { ...headers, 'GLPI-Request-ID': String(first.headers['glpi-request-id']) }, 'GET');
    answers.push(last);
  }
  return answers;
}
