// `npm run server`, `npm run worker`, `npm run cli`: one part of Coulisse, installed and built first if need be.
import { prepare, say } from './prepare.mjs';

const parts = {
  server: async () => (await import('../dist/scripts/serve.js')).serve({ api: true, jobs: false }),
  worker: async () => (await import('../dist/scripts/serve.js')).serve({ api: false, jobs: true }),
  cli: async (args) => (await import('../dist/scripts/cli.js')).main(args),
};

const [name, ...args] = process.argv.slice(2);
const part = parts[name];
if (part) {
  prepare();
  await part(args);
} else {
  say(`Usage: node scripts/run.mjs ${Object.keys(parts).join('|')}`);
  process.exitCode = 2;
}
