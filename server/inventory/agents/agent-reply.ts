import { deflateSync } from 'node:zlib';
import type { InventoryAgentRow } from '../sources/inventory-source.ts';
import type { Packing } from './unpack.ts';

/** What an agent is answered, and what is noted about it. */
export interface AgentReply {
  status: number;
  contentType: string;
  body: Buffer | string;
  headers?: Record<string, string>;
  /** The word of the answer that matters: `SEND`, `ok`, `pending`. */
  answer: string;
  outcome?: string | null;
  assetId?: string | null;
  error?: string | null;
  agent?: Partial<Pick<InventoryAgentRow, 'name' | 'tag' | 'assetId' | 'full' | 'lastInventoryAt' | 'nextContactBy'>>;
}

type Rest = Omit<AgentReply, 'status' | 'contentType' | 'body' | 'answer'>;

export const escapeXml = (text: string): string =>
  text.replace(/[<>&"']/g, (sign) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', "'": '&apos;' })[sign] as string);

/**
 * An answer in XML, packed as the agents can read it: at the default level of zlib, because FusionInventory knows no other
 * and OCS reads nothing that is not packed. Who sent it plain, or cannot unpack what it packs (gzip), is answered plain.
 */
export function xmlReply(packing: Packing, answer: string, inside: string, rest: Rest = {}): AgentReply {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<REPLY>${inside}</REPLY>\n`;
  const isPacked = packing === 'zlib';
  return {
    ...rest,
    status: 200,
    contentType: isPacked ? 'application/x-compress-zlib' : 'application/xml',
    body: isPacked ? deflateSync(xml) : xml,
    answer,
  };
}

/** An answer in JSON to a GLPI Agent. */
export function jsonReply(answer: Record<string, unknown>, rest: Rest = {}, status = 200): AgentReply {
  return { ...rest, status, contentType: 'application/json', body: JSON.stringify(answer), answer: String(answer['status'] ?? 'ok') };
}
