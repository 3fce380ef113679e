import { z } from 'zod';
import { duration } from '../../platform/duration.ts';
import { id, instantAnswer, line, page, pageQuery, version } from '../../platform/schemas.ts';

// Agents put it into an attribute as it is; a passphrase is never trimmed.
const secret = z.string().min(1).max(200);

const secrets = {
  community: secret.optional().describe('Versions 1 and 2c'),
  username: line(64).optional().describe('Version 3'),
  authProtocol: z.enum(['MD5', 'SHA']).optional(),
  authPassphrase: secret.optional(),
  privacyProtocol: z.enum(['DES', 'AES']).optional(),
  privacyPassphrase: secret.optional(),
};
const protocol = z.enum(['1', '2c', '3']);

export const newCredential = z.object({ name: line(120), protocol, ...secrets });
export const credentialChanges = z.object({ name: line(120), protocol, ...secrets }).partial();
export const credentialAnswer = z.object({
  id: z.string(),
  name: z.string(),
  protocol,
  createdAt: instantAnswer,
  version,
});
export const credentialPage = page(credentialAnswer);

const range = z.object({
  from: z.ipv4(),
  to: z.ipv4(),
  port: z.number().int().min(1).max(65535).nullable().default(null).describe('Where SNMP listens, if not at 161'),
});
const networkFields = {
  name: line(120),
  agentId: id.nullable().describe('The agent that looks through it; it needs a source of its own'),
  locationId: id.nullable(),
  ranges: z.array(range).min(1).max(50),
  credentialIds: z.array(id).max(20),
  every: duration({ min: 'PT1H', max: 'P90D' }).nullable().describe('How often; null only when asked'),
  isActive: z.boolean(),
};
export const newNetwork = z.object({
  ...networkFields,
  agentId: networkFields.agentId.default(null),
  locationId: networkFields.locationId.default(null),
  credentialIds: networkFields.credentialIds.default([]),
  every: networkFields.every.default(null),
  isActive: z.boolean().default(true),
});
export const networkChanges = z.object(networkFields).partial();

const ref = z.object({ id: z.string(), name: z.string() });
export const runAnswer = z.object({
  id: z.string(),
  step: z.enum(['discovery', 'query']).describe('Looking for devices, or asking those that were found'),
  status: z.enum(['planned', 'sent', 'running', 'done', 'failed']),
  addresses: z.number().int(),
  found: z.number().int(),
  failures: z.number().int(),
  error: z.string().nullable(),
  askedAt: instantAnswer,
  sentAt: instantAnswer.nullable(),
  endedAt: instantAnswer.nullable(),
});
export const runPage = page(runAnswer);

export const networkAnswer = z.object({
  id: z.string(),
  name: z.string(),
  agent: z.object({ id: z.string(), name: z.string().nullable(), deviceId: z.string(), lastContactAt: instantAnswer }).nullable(),
  location: ref.nullable(),
  ranges: z.array(z.object({ from: z.string(), to: z.string(), port: z.number().int().nullable() })),
  addressCount: z.number().int(),
  credentials: z.array(ref),
  every: z.string().nullable(),
  isActive: z.boolean(),
  nextRunAt: instantAnswer.nullable(),
  lastRun: runAnswer.nullable(),
  createdAt: instantAnswer,
  version,
});
export const networkPage = page(networkAnswer);

export const deviceAnswer = z.object({
  id: z.string(),
  ip: z.string(),
  mac: z.string().nullable(),
  name: z.string().nullable(),
  dnsName: z.string().nullable(),
  manufacturer: z.string().nullable(),
  model: z.string().nullable(),
  deviceType: z.string().nullable(),
  description: z.string().nullable(),
  place: z.string().nullable(),
  answersSnmp: z.boolean(),
  asset: z.object({ id: z.string(), tag: z.string(), name: z.string() }).nullable(),
  firstSeenAt: instantAnswer,
  lastSeenAt: instantAnswer,
  queriedAt: instantAnswer.nullable(),
  lastError: z.string().nullable(),
});
export const devicePage = page(deviceAnswer);
export const discoveryQuery = z.object(pageQuery);

export type NetworkAnswer = z.output<typeof networkAnswer>;
export type RunAnswer = z.output<typeof runAnswer>;
export type DeviceAnswer = z.output<typeof deviceAnswer>;
export type CredentialAnswer = z.output<typeof credentialAnswer>;
