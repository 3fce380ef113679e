import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A real SMTP peer; `refuse` is the code with which it answers the next messages, `cut` ends the line after a message came. */
export async function mailPeer() {
  const mails: string[] = [];
  const state = { refuse: 0, cut: false };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        if (state.refuse) return done(Object.assign(new Error('refused'), { responseCode: state.refuse }));
        mails.push(Buffer.concat(chunks).toString());
        if (state.cut) return void cutLine(server, session.id);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { mails, state, url: `smtp://127.0.0.1:${port}`, close: () => new Promise<void>((resolve) => server.close(resolve)) };
}

function cutLine(server: SMTPServer, sessionId: string): void {
  const { connections } = server as unknown as { connections: Set<{ id: string; _socket: { destroy(): void } }> };
  for (const connection of connections) if (connection.id === sessionId) connection._socket.destroy();
}

export interface Received {
  path: string;
  headers: NodeJS.Dict<string | string[]>;
  body: Buffer;
}
export type Behaviour = (req: IncomingMessage, res: ServerResponse, count: number) => void;

/** Answers with a status. */
export const answering =
  (status: number, body = '', headers = {}): Behaviour =>
  (_req, res) =>
    void res.writeHead(status, headers).end(body);

/** A real HTTP peer that notes what comes and answers as it is told; without an answer it hangs. */
export async function httpPeer() {
  const received: Received[] = [];
  const state: { behave: Behaviour } = { behave: answering(201) };
  const server: Server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk) => chunks.push(chunk));
    req.on('end', () => {
      received.push({ path: req.url ?? '', headers: req.headers, body: Buffer.concat(chunks) });
      state.behave(req, res, received.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { received, state, close, url: (path = '/hook', host = 'localhost') => `http://${host}:${port}${path}` };
}

/** A browser's side of a subscription: its keys, and how it reads what was pushed (RFC 8291, RFC 8188). */
export function browser() {
  const ecdh = createECDH('prime256v1');
  const own = ecdh.generateKeys();
  const secret = randomBytes(16);
  const derive = (key: Uint8Array, salt: Uint8Array, info: Buffer, length: number) =>
    Buffer.from(hkdfSync('sha256', key, salt, info, length));
  const read = (body: Buffer): Record<string, unknown> => {
    const salt = body.subarray(0, 16);
    const senderKey = body.subarray(21, 21 + (body[20] as number));
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), own, senderKey]);
    const key = derive(ecdh.computeSecret(senderKey), secret, info, 32);
    const content = derive(key, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
    const nonce = derive(key, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
    const sealed = body.subarray(21 + senderKey.length);
    const decipher = createDecipheriv('aes-128-gcm', content, nonce);
    decipher.setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString());
  };
  return { keys: { p256dh: own.toString('base64url'), auth: secret.toString('base64url') }, read };
}

/** Whether a push service would believe who sends (RFC 8292); answers what the token claims. */
export function checkVapid(authorization: string, publicKey: string): Record<string, unknown> {
  const [, token = '', k = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(authorization) ?? [];
  if (k !== publicKey) throw new Error('The key is another');
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(publicKey, 'base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const isGood = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isGood) throw new Error('The signature is wrong');
  return JSON.parse(Buffer.from(claims, 'base64url').toString());
}

/** A mail without its soft and folded line ends. */
export const oneLine = (mail: string): string => mail.replace(/=\r\n/g, '').replace(/\r\n[ \t]/g, ' ');
const decoded = (word: string): string =>
  Buffer.from(
    word.replaceAll('_', ' ').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();

/** The subject of a mail as a reader sees it. */
export const subjectOf = (mail: string): string =>
  (/^Subject: ([\s\S]*?)\r\n(?![ \t])/m.exec(mail)?.[1] ?? '')
    .replace(/\r\n\s/g, '')
    .replace(/=\?UTF-8\?Q\?(.*?)\?=/g, (_, word: string) => decoded(word));
