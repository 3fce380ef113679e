import type { Request } from 'express';
import { DocumentFault } from './document-fault.ts';

/** Bytes of bodies that are held at the same time; who comes when there are more is told to come again. */
const mostHeld = 192 * 1024 * 1024;
let held = 0;

/** True when there is no room for one more body. */
export const isFull = (): boolean => held > mostHeld;

/** The bytes of a body, as they came, up to a limit. */
export async function readBody(req: Request, maxBytes: number): Promise<Buffer> {
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) throw new DocumentFault('tooLarge', 'It is too large');
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of req as AsyncIterable<Buffer>) {
      size += part.length;
      held += part.length;
      if (size > maxBytes) throw new DocumentFault('tooLarge', 'It is too large');
      parts.push(part);
    }
    return Buffer.concat(parts, size);
  } finally {
    held -= size;
  }
}

/** Lets a body pass by that nobody reads: agents want to send all of it before they hear an answer. */
export function dropBody(req: Request, maxBytes: number): void {
  let size = 0;
  req.on('data', (part: Buffer) => {
    size += part.length;
    if (size > maxBytes) req.destroy();
  });
  req.on('error', () => {});
}
