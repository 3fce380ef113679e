import { createServer } from 'node:http';
import express from 'express';

/** The floor of every HTTP measurement: Express that answers a JSON object and does nothing else. */
const app = express();
app.disable('x-powered-by');
app.set('etag', false);
app.get('/', (_req, res) => void res.json({ status: 'ok' }));
const server = createServer(app);
server.listen(Number(process.env['PORT']), '127.0.0.1', () => process.stdout.write('ready\n'));
