import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import express from 'express';
import { sqliteDialect } from '../../db/dialect/sqlite.ts';
import type { Log } from './log.ts';
import { problemHandler } from './problem-answer.ts';

describe('the last resort for errors', () => {
  it('logs a fault of ours as an error, and a sender who goes away as none', async () => {
    let tell: (level: string) => void;
    const next = () => new Promise<string>((resolve) => (tell = resolve));
    const listen = (level: string) => () => tell(level);
    const log = { error: listen('error'), debug: listen('debug') } as unknown as Log;
    const app = express();
    app.post('/read', async (req) => void (await buffer(req)));
    app.post('/fail', () => {
      throw new Error('ours');
    });
    app.use(problemHandler(log, sqliteDialect));
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    let said = next();
    expect((await fetch(`http://127.0.0.1:${port}/fail`, { method: 'POST' })).status).to.equal(500);
    expect(await said).to.equal('error');
    said = next();
    const sender = connect(port, '127.0.0.1');
    sender.write('POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf', () => sender.resetAndDestroy());
    expect(await said).to.equal('debug');
    server.close();
    server.closeAllConnections();
  });
});
