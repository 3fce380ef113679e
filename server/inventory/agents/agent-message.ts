import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { InventoryDocument } from '../inventory-document.ts';
import { DocumentFault } from './document-fault.ts';
import { parseMessage } from './parse-message.ts';
import { type Entry, flagOf, numberOf, type RawMessage } from './raw-message.ts';
import { type Bearer, documentOf, tagOf } from './to-document.ts';
import { type Limits, usualLimits } from './unpack.ts';

interface Common {
  format: 'xml' | 'json';
  deviceId: string;
}

/** What an agent says, each kind with what its answer needs. */
export type AgentMessage = Common &
  (
    | { kind: 'prolog' }
    | { kind: 'contact'; tag: string | null }
    | { kind: 'inventory'; packed: Uint8Array; isPartial: boolean; name: string | null; tag: string | null }
    | NetworkMessage
    | { kind: 'other'; query: string }
  );

/** A word of an agent that looks through a network, or asks a device of it by SNMP. */
export interface NetworkMessage {
  kind: 'network';
  step: 'discovery' | 'query';
  /** The number of the run, as we gave it. */
  number: number;
  isStart: boolean;
  isEnd: boolean;
  addressCount: number | null;
  devices: Entry[];
}

/** Reads one message from its bytes; throws DocumentFault for what no agent says. */
export async function readMessage(raw: Uint8Array, bearer: Bearer, limits: Limits = usualLimits): Promise<AgentMessage> {
  const message = await parseMessage(raw, limits);
  const { format, deviceId } = message;
  const query = message.query.toLowerCase();
  if (query === 'prolog') return { format, deviceId: knownId(message, bearer), kind: 'prolog' };
  if (query === 'contact') return { format, deviceId: knownId(message, bearer), kind: 'contact', tag: tagOf(message) };
  if (query === 'netdiscovery' || query === 'snmpquery') return { format, deviceId, ...networkMessage(message, query) };
  if (query === 'inventory' || query === 'netinventory' || query === '') return inventory(message, bearer);
  return { format, deviceId, kind: 'other', query: query.slice(0, 40) };
}

function knownId({ deviceId }: RawMessage, { agentUuid }: Bearer): string {
  const id = deviceId || agentUuid;
  if (!id) throw new DocumentFault('unreadable', 'It does not say from whom it is');
  return id;
}

function inventory(message: RawMessage, bearer: Bearer): AgentMessage {
  const document = documentOf(message, bearer);
  return {
    format: message.format,
    deviceId: document.agent.deviceId,
    kind: 'inventory',
    packed: pack(document),
    isPartial: document.isPartial,
    name: document.identity.name,
    tag: document.identity.agentTag,
  };
}

function networkMessage(message: RawMessage, query: 'netdiscovery' | 'snmpquery'): NetworkMessage {
  const agent = message.sections.get('agent')?.[0];
  return {
    kind: 'network',
    step: query === 'netdiscovery' ? 'discovery' : 'query',
    number: numberOf(message.sections.get('processnumber')?.[0], 'value') ?? 0,
    isStart: flagOf(agent, 'start') ?? false,
    isEnd: flagOf(agent, 'end') ?? false,
    addressCount: numberOf(agent, 'nbip'),
    devices: message.sections.get('device') ?? [],
  };
}

/** A document small enough to keep or to hand from thread to thread. */
export const pack = (document: InventoryDocument): Uint8Array => deflateRawSync(JSON.stringify(document), { level: 3 });

/** The document that was packed; ours, so it is not looked at again. */
export const unpackDocument = (packed: Uint8Array): InventoryDocument => JSON.parse(inflateRawSync(packed).toString('utf8'));
