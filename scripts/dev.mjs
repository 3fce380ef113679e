// `npm run dev`: the server restarts and the page reloads as files change. Open the address that vite prints.
import { spawn } from 'node:child_process';
import { checkNode, install, loadEnvironment, root, say } from './prepare.mjs';

checkNode();
loadEnvironment();
install();

const port = process.env.PORT ?? '3000';
const programs = [
  ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'scripts/dev-server.ts'],
  ['node_modules/vite/bin/vite.js', 'web', '--clearScreen', 'false'],
];
const children = programs.map((args) =>
  spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PORT: port, API_URL: `http://localhost:${port}` } }),
);

// Whichever ends first takes the other along.
let isStopping = false;
function stop(code) {
  if (isStopping) return;
  isStopping = true;
  for (const child of children) child.kill('SIGTERM');
  process.exitCode = code;
}
for (const child of children) child.on('exit', (code) => stop(code ?? 0));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(0));
say(`API on http://localhost:${port}; pages on the address that vite prints`);
