import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { ConfigError } from '../server/platform/config.ts';

/** How long requests that are running may take once the server was told to stop. */
const graceMs = 10_000;

/** Listens; a port that is taken or forbidden is the administrator's matter and said in one line. */
export async function listen(app: RequestListener, port: number, host: string): Promise<Server> {
  const server = createServer(app);
  // Longer than a proxy's idle time, so that the proxy is the one that closes.
  server.keepAliveTimeout = 65_000;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new ConfigError(listenFault(error, port, host))));
    server.listen(port, host, () => resolve(server));
  });
}

function listenFault(error: NodeJS.ErrnoException, port: number, host: string): string {
  if (error.code === 'EADDRINUSE')
    return `PORT ${port} is in use by another program; set PORT to a free one, e.g. PORT=${port + 1} npm start`;
  if (error.code === 'EACCES') return `PORT ${port} may not be opened by this user; set PORT to one above 1023`;
  return `HOST ${host} PORT ${port} cannot be listened on: ${error.message}`;
}

/** Lets running requests finish, ends live streams (pages reconnect by themselves), and closes. */
export async function closeServer(server: Server, streams: Set<ServerResponse>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const stream of streams) stream.end();
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => server.closeAllConnections(), graceMs);
  server.closeIdleConnections();
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}

/** The answers of a server that are live streams and would keep it open for ever. */
export function trackStreams(server: Server): Set<ServerResponse> {
  const streams = new Set<ServerResponse>();
  server.on('request', (req, res) => {
    if (!req.url?.startsWith('/api/v1/live')) return;
    streams.add(res);
    res.on('close', () => streams.delete(res));
  });
  return streams;
}
