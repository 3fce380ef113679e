/** From where inventories may come: a credential that a set of machines shares. */
export interface InventorySource {
  id: string;
  name: string;
  username: string;
  /** SHA-256 of the password, which is a long random text: nothing slow is needed to guard it. */
  passwordHash: string;
  locationId: string | null;
  /** How often its agents are to come, as an ISO 8601 duration of whole hours or days. */
  contactEvery: string;
  isActive: boolean;
  /** The only device id that this credential is good for, when its agent is trusted with secrets of the network. */
  reservedFor: string | null;
  version: number;
  createdAt: Date;
}

/** One installed agent, as it says who it is. */
export interface InventoryAgentRow {
  id: string;
  sourceId: string;
  deviceId: string;
  agentUuid: string | null;
  product: string | null;
  name: string | null;
  /** Our tag, where the agent keeps it. */
  tag: string | null;
  assetId: string | null;
  /** Whether a whole inventory was had, is wanted, or was asked for. */
  full: 'had' | 'wanted' | 'asked';
  firstSeenAt: Date;
  lastContactAt: Date;
  lastInventoryAt: Date | null;
  nextContactBy: Date | null;
  lastError: string | null;
}
