// `npm start`: from a bare clone to a running Coulisse, in this very process.
import { prepare } from './prepare.mjs';

prepare();
const { serve } = await import('../dist/scripts/serve.js');
await serve({ api: true, jobs: true });
