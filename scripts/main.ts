/** One part of the compiled program, for containers and service managers: `node dist/scripts/main.js server`. */
const [part = 'all', ...args] = process.argv.slice(2);
if (part === 'cli') {
  const { main } = await import('./cli.ts');
  await main(args);
} else if (part === 'all' || part === 'server' || part === 'worker') {
  const { serve } = await import('./serve.ts');
  await serve({ api: part !== 'worker', jobs: part !== 'server' });
} else {
  process.stderr.write('Usage: node dist/scripts/main.js [all|server|worker|cli …]\n');
  process.exitCode = 2;
}
