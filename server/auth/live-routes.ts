import type { Response } from 'express';
import { z } from 'zod';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { type LiveEvent, pageLeft } from '../platform/live.ts';
import { type Route, route } from '../platform/route.ts';

/** Proxies close streams that are silent for a minute. */
const beatMs = 25_000;
/** A browser that reads slower than this many bytes behind is dropped; it reconnects and reads anew. */
const maxBufferedBytes = 1024 * 1024;

/** True when the actor may hear of the event. */
export function mayHear(actor: Actor, { audience }: LiveEvent): boolean {
  const isNamed = actor.id !== null && audience.personIds?.includes(actor.id) === true;
  return isNamed || (audience.role !== undefined && hasRole(actor, audience.role));
}

function write(res: Response, chunk: string): void {
  if (res.writableLength > maxBufferedBytes) res.destroy();
  else res.write(chunk);
}

/** How many streams each page has open here: a page that reconnects opens the next before the last is known to have ended. */
const streams = new Map<string, number>();

/** Counts a stream of a page; the answered function says, when it was the page's last, that the page has left. */
function countStream(ctx: Context, personId: string | null, pageId: string | undefined): () => void {
  if (!pageId || !personId) return () => {};
  const key = `${personId} ${pageId}`;
  streams.set(key, (streams.get(key) ?? 0) + 1);
  return () => {
    const left = (streams.get(key) ?? 1) - 1;
    if (left > 0) return void streams.set(key, left);
    streams.delete(key);
    ctx.live.publish({ type: pageLeft, id: pageId, audience: {}, data: { personId } });
  };
}

/** Server-sent events. A page that connects, or reconnects, reads its data anew: events carry ids and no history. */
export const liveRoutes: Route[] = [
  route({
    method: 'get',
    path: '/live',
    summary: 'Changes as they happen, as server-sent events',
    area: 'live',
    allow: 'employee',
    rawAnswer: 'text/event-stream',
    query: z.object({ pageId: z.string().min(8).max(64).optional() }),
    handle: async ({ ctx, actor, query, req, res }) => {
      const endStream = countStream(ctx, actor.id, query.pageId);
      res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' });
      res.write('retry: 2000\nevent: ready\ndata: {}\n\n');
      const unsubscribe = ctx.live.subscribe((event) => {
        if (!mayHear(actor, event)) return;
        const { type, id, data } = event;
        write(res, `event: change\ndata: ${JSON.stringify({ type, id, ...data })}\n\n`);
      });
      const beat = setInterval(() => write(res, ': beat\n\n'), beatMs);
      req.on('close', () => {
        clearInterval(beat);
        unsubscribe();
        endStream();
      });
    },
  }),
];
