import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { cli, freePort, type Installation, newInstallation, pause, type Running, startPart } from './processes.ts';
import { projectRoot } from './project-root.ts';

const main = join(projectRoot, 'dist/scripts/main.js');
const installations: Installation[] = [];
const running: Running[] = [];

function install(env: NodeJS.ProcessEnv = {}): Installation {
  const installation = newInstallation(env);
  installations.push(installation);
  return installation;
}

async function start(installation: Installation, port?: number): Promise<Running> {
  const one = await startPart('all', installation, port);
  running.push(one);
  return one;
}

/** Runs a part that is expected to refuse; answers its exit code and what it said. */
async function refused(part: string, env: NodeJS.ProcessEnv): Promise<{ code: number; said: string }> {
  try {
    await promisify(execFile)(process.execPath, [main, part], { env, timeout: 30_000 });
    return { code: 0, said: '' };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, said: stderr.trim() };
  }
}

const signIn = (url: string, email: string, password: string) =>
  fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });

describe('starting', function () {
  this.timeout(120_000);

  afterEach(async () => {
    for (const one of running.splice(0)) await one.end('SIGKILL');
    for (const installation of installations.splice(0)) installation.remove();
  });

  it('moves the demo company into an empty database, prints sign-ins that work, and stops cleanly', async () => {
    const installation = install({ SEED: 'demo' });
    const one = await start(installation);
    await printed(one, /ready at/);
    const [, email, password] = /^ +(\S+@lumen\.example) +(\S+) +lead$/m.exec(one.output()) ?? [];
    expect((await signIn(one.url, email ?? '', password ?? '')).status).to.equal(201);
    expect(await one.end('SIGTERM'), one.output()).to.equal(0);
    const again = await start(installation);
    await printed(again, /ready at/);
    expect(again.output(), 'the sign-ins are printed at each start').to.contain(password);
    expect(again.readyMs).to.be.below(10_000);
  });

  it('survives being killed while the demo company moves in', async () => {
    const installation = install({ SEED: 'demo' });
    for (const ms of [400, 1100, 1900]) {
      const killed = promisify(execFile)(process.execPath, [main, 'all'], { env: { ...installation.env, PORT: String(await freePort()) } });
      await pause(ms);
      killed.child.kill('SIGKILL');
      await killed.catch(() => {});
    }
    const one = await start(installation);
    const token = await cli(installation, 'token', 'create', '--person', 'dominique.arnaud@lumen.example');
    const answer = await fetch(`${one.url}/api/v1/people?limit=200`, { headers: { Authorization: `Bearer ${token}` } });
    expect(((await answer.json()) as { items: unknown[] }).items).to.have.length(41);
  });

  it('makes no known password: an empty start prints a one-time link', async () => {
    const one = await start(install());
    await printed(one, /\/setup\//);
    const token = /\/setup\/(\S+)/.exec(one.output())?.[1];
    const person = {
      token,
      name: 'Dmitri',
      email: 'dmitri@example.org',
      password: 'a long enough one',
      language: 'en',
      timeZone: 'Europe/Paris',
    };
    const setUp = () =>
      fetch(`${one.url}/api/v1/setup`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(person) });
    expect((await setUp()).status).to.be.oneOf([200, 201]);
    expect((await setUp()).status, 'the link works once').to.equal(404);
    expect((await signIn(one.url, person.email, person.password)).status).to.equal(201);
  });

  it('says in one line that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const { port } = other.address() as AddressInfo;
    const { code, said } = await refused('all', { ...install().env, PORT: String(port) });
    other.close();
    expect(code).to.equal(1);
    expect(said.split('\n'), said).to.have.length(1);
    expect(said).to.match(new RegExp(`^PORT ${port} is in use`));
  });

  it('refuses nonsense in one line that names the variable', async () => {
    const { env } = install();
    for (const [name, value] of Object.entries({
      PORT: 'many',
      DATABASE_URL: 'sqlite:/proc/x/coulisse.db',
      QUEUE: 'cloud',
      TZ: 'Mars/Base',
      SECRET_KEY: 'short',
    })) {
      const { code, said } = await refused('all', { ...env, [name]: value });
      expect(code, name).to.equal(1);
      expect(said.split('\n'), said).to.have.length(1);
      expect(said).to.contain(name);
    }
  });

  it('refuses a second process on a local queue and a worker without a shared one, naming REDIS_URL', async () => {
    const installation = install();
    await start(installation);
    for (const part of ['all', 'worker']) {
      const { code, said } = await refused(part, { ...installation.env, PORT: String(await freePort()) });
      expect(code, part).to.equal(1);
      expect(said.split('\n'), said).to.have.length(1);
      expect(said).to.contain('REDIS_URL');
    }
  });

  it('answers commands with the answer alone, and faults with one line', async () => {
    const installation = install();
    const id = await cli(installation, 'person', 'create', '--email', 'ben@example.org', '--name', 'Ben', '--role', 'technician');
    expect(id).to.match(/^[0-9a-f-]{36}$/);
    expect(await cli(installation, 'token', 'create', '--person', 'ben@example.org')).to.match(/^clt_[\w-]{43}$/);
    expect(await cli(installation, 'audit', 'verify')).to.match(/^\d+ events, the chain holds$/);
    const fault = await cli(installation, 'token', 'create', '--person', 'nobody@example.org').catch((error) => error);
    expect(fault.code).to.equal(1);
    expect(fault.stderr.trim()).to.equal('Nobody has the e-mail address nobody@example.org');
  });
});

async function printed(one: Running, pattern: RegExp): Promise<void> {
  for (let tries = 0; !pattern.test(one.output()); tries += 1) {
    if (tries > 200) throw new Error(`${pattern} was not printed: ${one.output()}`);
    await pause(50);
  }
}
