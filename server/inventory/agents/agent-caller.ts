import type { Request } from 'express';
import type { InventoryAgentRow, InventorySource } from '../sources/inventory-source.ts';
import { tidy } from './raw-message.ts';
import { type Packing, packingOf } from './unpack.ts';

/** Who sent a message and how, by what surrounds it. */
export interface AgentCaller {
  source: InventorySource;
  product: string | null;
  agentUuid: string | null;
  requestId: string | null;
  address: string;
  packing: Packing;
  /** Nobody between can read the answer. */
  isPrivate: boolean;
}

export const header = (req: Request, name: string, max = 200): string | null => tidy(req.get(name) ?? null, max);

/** The agent's own UUID, as GLPI Agent sends it with everything. */
export function agentUuidOf(req: Request): string | null {
  const uuid = header(req, 'GLPI-Agent-ID', 64)?.toLowerCase() ?? null;
  return uuid && /^[0-9a-f-]{32,36}$/.test(uuid) ? uuid : null;
}

/** The number of a request, by which an agent asks again. */
export function requestIdOf(req: Request): string | null {
  const id = header(req, 'GLPI-Request-ID', 16);
  return id && /^[0-9A-Fa-f]{1,16}$/.test(id) ? id.toUpperCase() : null;
}

/** Who calls, once the credential was right. */
export function callerOf(req: Request, source: InventorySource, raw: Uint8Array): AgentCaller {
  return {
    source,
    product: header(req, 'User-Agent'),
    agentUuid: agentUuidOf(req),
    requestId: requestIdOf(req),
    address: req.ip ?? '',
    packing: packingOf(raw),
    isPrivate: req.secure || isOwnMachine(req),
  };
}

/** Asked by this machine itself, by no proxy in front. */
const isOwnMachine = (req: Request): boolean =>
  /^(::1|::ffff:127\.|127\.)/.test(req.socket.remoteAddress ?? '') && req.headers['x-forwarded-for'] === undefined;

/** An agent of the GLPI family, which speaks JSON once it knows that we do. */
export const isGlpi = ({ agentUuid }: AgentCaller): boolean => agentUuid !== null;

/** OCS Inventory's own, which keeps the tag that it is told. */
export const isOcs = ({ product }: AgentCaller): boolean => /^OCS/i.test(product ?? '');

export type KnownAgent = InventoryAgentRow | null;
