import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = process.env['API_URL'] ?? 'http://localhost:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    // Inlined pictures and modules would need looser rules in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5173,
    // The page keeps its own origin at the API, so that the check of Sec-Fetch-Site sees what it will see in use.
    proxy: { '/api': { target: api }, '/admin/queues': { target: api } },
  },
});
