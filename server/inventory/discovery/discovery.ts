import { isIPv4 } from 'node:net';

/** How devices of a network are asked by SNMP. The secrets are sealed in the database and told to appointed agents alone. */
export interface SnmpCredential {
  id: string;
  name: string;
  protocol: '1' | '2c' | '3';
  secretsSealed: string;
  version: number;
  createdAt: Date;
}

export interface SnmpSecrets {
  community?: string | undefined;
  username?: string | undefined;
  authProtocol?: 'MD5' | 'SHA' | undefined;
  authPassphrase?: string | undefined;
  privacyProtocol?: 'DES' | 'AES' | undefined;
  privacyPassphrase?: string | undefined;
}

export interface AddressRange {
  from: string;
  to: string;
  /** Where SNMP listens, if not at 161. */
  port: number | null;
}

/** A network that an appointed agent looks through for us. */
export interface DiscoveryNetwork {
  id: string;
  name: string;
  agentId: string | null;
  locationId: string | null;
  ranges: AddressRange[];
  credentialIds: string[];
  every: string | null;
  isActive: boolean;
  nextRunAt: Date | null;
  version: number;
  createdAt: Date;
}

/** One look through a network, or one round of questions to what was found there. */
export interface DiscoveryRun {
  id: string;
  networkId: string;
  /** How agents name it. */
  number: number;
  agentId: string | null;
  step: 'discovery' | 'query';
  status: 'planned' | 'sent' | 'running' | 'done' | 'failed';
  addresses: number;
  found: number;
  failures: number;
  error: string | null;
  askedAt: Date;
  sentAt: Date | null;
  endedAt: Date | null;
}

/** What answered at an address of a network. */
export interface DiscoveredDevice {
  id: string;
  networkId: string;
  /** How agents name it. */
  number: number;
  ip: string;
  mac: string | null;
  name: string | null;
  dnsName: string | null;
  manufacturer: string | null;
  model: string | null;
  deviceType: string | null;
  description: string | null;
  place: string | null;
  credentialId: string | null;
  port: number | null;
  assetId: string | null;
  firstSeenAt: Date;
  lastSeenAt: Date;
  queriedAt: Date | null;
  lastError: string | null;
}

/** More addresses than an agent looks through in a night. */
export const mostAddresses = 65_536;

const numberOf = (ip: string): number => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

/** How many addresses a range has; null when it is none of IPv4, or runs backwards. */
export function addressesOf({ from, to }: Pick<AddressRange, 'from' | 'to'>): number | null {
  if (!isIPv4(from) || !isIPv4(to)) return null;
  const count = numberOf(to) - numberOf(from) + 1;
  return count > 0 ? count : null;
}
