// `npm test`: every test that this machine can run, against private services that it starts and stops. With CI=true
// what cannot be run is a failure, so there the machine is given what it lacks. `npm test -- FILE…` runs some files.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { build, checkNode, files, install, root, say } from './prepare.mjs';
import { installPackages, startPostgres, startRedis, tools } from './services.mjs';

checkNode();
const isCi = process.env.CI === 'true';
const only = process.argv.slice(2);
const totals = { passed: 0, failed: 0 };
const services = [];
let running = null;

// Ctrl-C ends the step that runs; what was started is stopped on the way out.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    process.exitCode = 130;
    running?.kill(signal);
  });
}

if (isCi) provideTools();
install();
const missing = tools.filter((tool) => !tool.find());
try {
  const env = await startServices();
  if (only.length > 0) await mocha('.mocharc.one.json', only, env);
  else await everything(env);
} finally {
  await Promise.all(services.map((service) => service.stop()));
}
report();

function provideTools() {
  const lacking = tools.filter((tool) => !tool.find());
  const canInstall = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (lacking.length > 0 && canInstall) installPackages(lacking.flatMap((tool) => tool.packages));
}

async function startServices() {
  const env = { ...process.env, TZ: 'UTC', LOG_LEVEL: 'silent', NODE_ENV: 'test' };
  const started = await Promise.all([startPostgres(), startRedis()]);
  services.push(...started.filter(Boolean));
  const [postgres, redis] = started;
  // Services of the developer's own are never used: tests fill and empty what they are given.
  for (const name of [
    'DATABASE_URL',
    'REDIS_URL',
    'QUEUE',
    'SMTP_URL',
    'DATA_DIR',
    'PORT',
    'BASE_URL',
    'SECRET_KEY',
    'TEST_POSTGRES_URL',
    'TEST_REDIS_URL',
  ])
    delete env[name];
  if (postgres) env.TEST_POSTGRES_URL = postgres.url;
  if (redis) env.TEST_REDIS_URL = redis.url;
  for (const tool of tools) if (tool.find()) env[`TEST_${tool.name.toUpperCase()}`] = tool.find();
  return env;
}

async function everything(env) {
  await check(env);
  await mocha('.mocharc.json', [], env);
  build();
  const journeys = files(['web/e2e', 'scripts']).filter((path) => path.endsWith('.e2e.ts'));
  const canBrowse = tools.find((tool) => tool.name === 'Chromium').find();
  const runnable = journeys.filter((path) => canBrowse || !path.startsWith('web/'));
  if (runnable.length > 0) await mocha('.mocharc.one.json', ['--timeout', '300000', ...runnable], env);
}

async function check(env) {
  const { output } = await run(['scripts/check.mjs'], env);
  totals.passed += [...output.matchAll(/^ {2}✔ /gm)].length;
  totals.failed += [...output.matchAll(/^ {2}✘ /gm)].length;
}

async function mocha(config, args, env) {
  const { code, output } = await run(['node_modules/mocha/bin/mocha.js', '--config', config, '--no-color', ...args], env);
  const count = (word) => Number(new RegExp(`^ {2}(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0);
  totals.passed += count('passing');
  totals.failed += count('failing');
  // Tests are written to run or not to be declared; one that was skipped says nothing.
  totals.failed += count('pending');
  if (code !== 0 && count('failing') === 0) totals.failed += 1;
}

function run(args, env) {
  if (process.exitCode === 130) return { code: 130, output: '' };
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(process.execPath, args, { cwd: root, env: { ...env, FORCE_COLOR: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
    running = child;
    child.stdout.on('data', (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on('close', (code) => {
      running = null;
      resolve({ code, output });
    });
  });
}

function report() {
  if (missing.length > 0) {
    say('\nNot run on this machine:');
    for (const tool of missing) say(`  ${tool.name}: ${tool.runs}. To enable: ${enabling(tool)}`);
    if (isCi) totals.failed += missing.length;
  }
  if (totals.failed > 0 || totals.passed === 0) process.exitCode ||= 1;
  console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
}

function enabling(tool) {
  const isDebian = existsSync('/usr/bin/apt-get');
  return isDebian ? `sudo apt-get install ${tool.packages.join(' ')}` : `install ${tool.name} and put it on the PATH`;
}
