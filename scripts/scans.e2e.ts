import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { cli, freePort, type Installation, newInstallation, pause, type Running, startPart } from './processes.ts';

interface Answer {
  id: string;
  outcome: string;
}

/** The server is killed in the middle of scans, again and again; the reader sends everything again, and each counts once. */
describe('scans through kills', function () {
  this.timeout(180_000);
  let installation: Installation;
  let running: Running;
  let token: string;
  before(async () => {
    installation = newInstallation();
    await cli(installation, 'person', 'create', '--email', 'ben@example.org', '--name', 'Ben', '--role', 'technician');
    token = await cli(installation, 'token', 'create', '--person', 'ben@example.org');
  });
  after(async () => {
    await running?.end();
    installation?.remove();
  });

  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const answer = await fetch(`${running.url}/api/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };

  it('counts each scan once, however often the server dies', async () => {
    const port = await freePort();
    running = await startPart('all', installation, port);
    const tags: string[] = [];
    for (let i = 0; i < 40; i += 1) tags.push((await ask<{ tag: string }>('POST', '/assets', { kind: 'other', name: `Thing ${i}` })).tag);
    const audit = await ask<{ id: string }>('POST', '/audits', { title: 'Kills' });
    const scans = tags.map((code) => ({ action: 'audit', id: randomUUID(), auditId: audit.id, code, scannedAt: new Date().toISOString() }));
    let answered: Answer[] = [];
    for (const ms of [5, 15, 30, 60, 120]) {
      const sending = ask<{ results: Answer[] }>('POST', '/scans', { scans }).then(
        ({ results }) => results,
        () => [],
      );
      await pause(ms);
      await running.end('SIGKILL');
      answered = await sending;
      running = await startPart('all', installation, port);
    }
    const { results } = await ask<{ results: Answer[] }>('POST', '/scans', { scans });
    expect(results.map(({ outcome }) => outcome)).to.deep.equal(Array(40).fill('found'));
    if (answered.length > 0) expect(results).to.deep.equal(answered);
    expect(await ask('GET', `/audits/${audit.id}`)).to.include({ expected: 40, found: 40, missing: 0, unexpected: 0 });
    const { items } = await ask<{ items: Array<{ scanCount: number }> }>('GET', `/audits/${audit.id}/items?limit=200`);
    expect(items.map(({ scanCount }) => scanCount)).to.deep.equal(Array(40).fill(1));
    expect((await ask<{ items: object[] }>('GET', `/audits/${audit.id}/scans?limit=200`)).items).to.have.length(40);
  });
});
