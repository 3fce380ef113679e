import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ConfigError, readConfig } from './config.ts';

describe('configuration', () => {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'coulisse-config-'));
  after(() => rmSync(DATA_DIR, { recursive: true }));
  const read = (env: Record<string, string>) => readConfig({ DATA_DIR, ...env });

  it('needs nothing: SQLite in DATA_DIR, a local queue, a key that is made once', () => {
    const config = read({});
    expect(config).to.deep.include({ port: 3000, baseUrl: 'http://localhost:3000', queue: { kind: 'local' }, seed: 'demo', smtpUrl: null });
    expect(config.database).to.deep.equal({ client: 'sqlite', path: join(DATA_DIR, 'coulisse.db') });
    expect(read({}).secretKey.equals(config.secretKey)).to.equal(true);
    expect(config.secretKey).to.have.length(32);
    expect(statSync(join(DATA_DIR, 'secret.key')).mode & 0o777).to.equal(0o600);
  });

  it('takes Redis as the queue as soon as it is named, and PostgreSQL when asked', () => {
    expect(read({ REDIS_URL: 'redis://h:1' }).queue).to.deep.equal({ kind: 'redis', url: 'redis://h:1' });
    const DATABASE_URL = 'postgres://u@h/d';
    expect(read({ DATABASE_URL, QUEUE: 'postgres' }).queue).to.deep.equal({ kind: 'postgres', url: DATABASE_URL });
    expect(read({ DATABASE_URL }).queue).to.deep.equal({ kind: 'local' });
  });

  it('treats an empty variable as one that is not set', () => {
    expect(read({ PORT: '', SMTP_URL: '', TZ: '' })).to.include({ port: 3000, smtpUrl: null });
  });

  for (const [name, value] of [
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['BASE_URL', 'ftp://x'],
    ['DATABASE_URL', 'mysql://x'],
    ['REDIS_URL', 'http://x'],
    ['QUEUE', 'rabbit'],
    ['SECRET_KEY', 'short'],
    ['SEED', 'everything'],
    ['SMTP_URL', 'mail.example.org'],
    ['MAIL_FROM', 'the help desk'],
    ['LOG_LEVEL', 'loud'],
    ['TZ', 'Mars/Olympus'],
  ] as const) {
    it(`stops at ${name}=${value} with one line that names it`, () => {
      expect(() => read({ [name]: value })).to.throw(ConfigError, new RegExp(`^${name} must be|^${name} must have`));
    });
  }

  it('refuses a queue that has no home', () => {
    expect(() => read({ QUEUE: 'postgres' })).to.throw(ConfigError, 'DATABASE_URL');
    expect(() => read({ QUEUE: 'redis' })).to.throw(ConfigError, 'REDIS_URL');
  });

  it('refuses a DATA_DIR that cannot be made', () => {
    for (const DATA_DIR of ['/dev/null/x', '/dev/null', '/proc/x/y']) expect(() => read({ DATA_DIR })).to.throw(ConfigError, 'DATA_DIR');
  });
});
