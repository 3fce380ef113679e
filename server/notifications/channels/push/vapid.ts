import webPush from 'web-push';
import { takeTurn } from '../../../../db/take-turn.ts';
import { transact } from '../../../../db/transaction.ts';
import type { Context } from '../../../platform/context.ts';
import { seal, unseal } from '../../../platform/secret-box.ts';

const name = 'vapid';
const purpose = 'vapid-key';

export interface VapidKeys {
  publicKey: string;
  privateKey: string;
}

/** The keys by which push services know this installation (RFC 8292); made when they are first asked for, kept encrypted. */
export async function vapidKeys(ctx: Context): Promise<VapidKeys> {
  return (await findKeys(ctx)) ?? transact(ctx, makeKeys);
}

async function findKeys(ctx: Context): Promise<VapidKeys | null> {
  const row = await ctx.db.sql('programKeys').where({ name }).first();
  return row ? { publicKey: row.publicKey, privateKey: unseal(ctx.settings.secretKey, purpose, row.sealedKey) } : null;
}

async function makeKeys(tx: Context): Promise<VapidKeys> {
  await takeTurn(tx.db.sql, 'vapid');
  const found = await findKeys(tx);
  if (found) return found;
  const keys = webPush.generateVAPIDKeys();
  const sealedKey = seal(tx.settings.secretKey, purpose, keys.privateKey);
  await tx.db.sql('programKeys').insert({ name, publicKey: keys.publicKey, sealedKey, createdAt: tx.clock() });
  return keys;
}
