// `npm run bench`: measures the built program on this machine; options in scripts/bench.ts.
import { prepare } from './prepare.mjs';

prepare();
const { main } = await import('../dist/scripts/bench.js');
await main(process.argv.slice(2));
