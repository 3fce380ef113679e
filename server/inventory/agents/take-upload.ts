import type { Request } from 'express';
import type { z } from 'zod';
import { assetRefs } from '../../assets/asset-queries.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { Problem } from '../../platform/problem.ts';
import { acceptDocument } from './accept-document.ts';
import { noteContact } from './contact-journal.ts';
import type { uploadAnswer } from './contact-schemas.ts';
import { DocumentFault } from './document-fault.ts';
import { parseApart } from './parse-lane.ts';
import { readBody } from './read-body.ts';
import { usualLimits } from './unpack.ts';

type UploadAnswer = z.output<typeof uploadAnswer>;

/**
 * Takes a file that an agent wrote on a machine without a network: any of the three families, packed or not. Answered once
 * it is lost no more.
 */
export async function takeFile(ctx: Context, actor: Actor, raw: Uint8Array): Promise<UploadAnswer> {
  const startedAt = performance.now();
  const message = await readFile(raw);
  const acceptance = await acceptDocument(ctx, {
    sourceId: null,
    deviceId: message.deviceId,
    agentUuid: null,
    requestId: null,
    product: null,
    packed: message.packed,
  });
  const receipt = acceptance.kind === 'looked' ? acceptance.receipt : null;
  const outcome = receipt?.outcome ?? 'kept';
  noteContact(ctx, {
    sourceId: null,
    username: actor.name,
    deviceId: message.deviceId,
    agentUuid: null,
    product: null,
    address: null,
    message: 'upload',
    status: 201,
    answer: 'ok',
    outcome,
    assetId: receipt?.assetId ?? null,
    error: null,
    bytes: raw.length,
    durationMs: Math.round(performance.now() - startedAt),
    happenedAt: ctx.clock(),
  });
  const asset = receipt?.assetId ? (await assetRefs(ctx.db.sql, [receipt.assetId])).get(receipt.assetId) : undefined;
  return {
    outcome,
    name: message.name,
    deviceId: message.deviceId,
    asset: asset ? { id: asset.id, tag: asset.tag, name: asset.name } : null,
  };
}

async function readFile(raw: Uint8Array) {
  try {
    const message = await parseApart(raw, { product: null, agentUuid: null });
    if (message.kind === 'inventory') return message;
  } catch (error) {
    if (!(error instanceof DocumentFault)) throw error;
    throw new Problem(error.reason === 'tooLarge' || error.reason === 'tooSlow' ? 'payload_too_large' : 'malformed_request', error.message);
  }
  throw new Problem('malformed_request', 'There is no inventory in it');
}

/** The same from the body of a request. */
export async function takeUpload(ctx: Context, actor: Actor, req: Request): Promise<UploadAnswer> {
  try {
    return await takeFile(ctx, actor, await readBody(req, usualLimits.maxWireBytes));
  } catch (error) {
    throw error instanceof DocumentFault ? new Problem('payload_too_large', error.message) : error;
  }
}
