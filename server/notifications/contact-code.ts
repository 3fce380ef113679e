import { randomInt } from 'node:crypto';
import type { Context } from '../platform/context.ts';
import { isSigned, sign } from '../platform/secret-box.ts';

/** Six digits that nobody can guess in the few tries there are. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

const purpose = 'contact-code';

/** What is kept of a code: nothing from which it could be read or tried out elsewhere. */
export const codeHash = (ctx: Context, contactMethodId: string, code: string): string =>
  sign(ctx.settings.secretKey, purpose, `${contactMethodId}:${code}`);

export const isCode = (ctx: Context, contactMethodId: string, code: string, hash: string): boolean =>
  isSigned(ctx.settings.secretKey, purpose, `${contactMethodId}:${code}`, hash);
