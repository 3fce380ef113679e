import { serve } from './serve.ts';

// What `npm run dev` restarts on every change: everything in one process, from the sources.
await serve({ api: true, jobs: true });
