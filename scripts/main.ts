import { say } from './announce.ts';
import { main as cli } from './cli.ts';
import { serve } from './serve.ts';

/** One part of the compiled program, for containers and service managers: `node dist/scripts/main.js server`. */
const [part = 'all', ...args] = process.argv.slice(2);
if (part === 'all') await serve({ api: true, jobs: true });
else if (part === 'server') await serve({ api: true, jobs: false });
else if (part === 'worker') await serve({ api: false, jobs: true });
else if (part === 'cli') await cli(args);
else {
  say('Usage: node dist/scripts/main.js [all|server|worker|cli …]');
  process.exitCode = 2;
}
