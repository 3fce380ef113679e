/** What an agent says that a machine is; kinds of devices that no agent runs on come from discovery. */
export const inventoryItemTypes = ['computer', 'phone', 'network', 'printer', 'unmanaged'] as const;
export type InventoryItemType = (typeof inventoryItemTypes)[number];

/** The words by which a machine says who it is, as it said them: what is junk among them is for the reconciliation to say. */
export interface InventoryIdentity {
  name: string | null;
  uuid: string | null;
  serial: string | null;
  /** The main board's, when the machine's own is missing. */
  boardSerial: string | null;
  /** Hardware addresses of real interfaces, lower case with colons; virtual ones and loopback are left out. */
  macs: string[];
  imeis: string[];
  /** The tag that is written in the firmware. */
  firmwareTag: string | null;
  /** The tag that the agent was configured with or was given by us. */
  agentTag: string | null;
}

export interface InventoryAgent {
  /** `FusionInventory-Agent_v2.6-3` and its kin; null for a file without one. */
  name: string | null;
  /** `host-2026-11-24-10-00-00`: changes when the agent is installed anew. */
  deviceId: string;
  /** The agent's own UUID (header GLPI-Agent-ID); copied with a disk image. */
  agentId: string | null;
}

export interface InventoryHardware {
  manufacturer: string | null;
  model: string | null;
  /** The vendor's type code (`20XW`), where the model's name is another text. */
  modelNumber: string | null;
  chassis: string | null;
  isVirtual: boolean | null;
  hypervisor: string | null;
  memoryMb: number | null;
  lastUser: string | null;
  defaultGateway: string | null;
  domain: string | null;
  biosVersion: string | null;
  biosDate: string | null;
  bootedAt: string | null;
  description: string | null;
}

export interface InventoryOperatingSystem {
  name: string | null;
  version: string | null;
  kernel: string | null;
  architecture: string | null;
  installedOn: string | null;
}

export interface InventorySoftware {
  name: string;
  version: string | null;
  publisher: string | null;
  /** `deb`, `rpm`, `registry`, `snap`, … */
  origin: string | null;
  architecture: string | null;
  /** Parts of the operating system, hidden by default. */
  isSystem: boolean;
  installedOn: string | null;
}

export interface InventoryInterface {
  name: string;
  mac: string | null;
  addresses: string[];
  type: string | null;
  status: string | null;
  speedMbps: number | null;
  isVirtual: boolean;
}

/** A part by the words that matter of it; numbers in the unit that their name says. */
export type InventoryPart = Record<string, string | number | boolean | null>;

/**
 * The parts of a document, each in the order of the agent. A section that is missing was not in the document: in a
 * full one the machine has none of it any more, in a partial one it is unchanged.
 */
export interface InventorySections {
  operatingSystem?: InventoryOperatingSystem;
  /** `name coreCount threadCount speedMhz manufacturer`, one a socket. */
  processors?: InventoryPart[];
  /** `slot sizeMb type speedMhz serial`. */
  memories?: InventoryPart[];
  /** `name model serial sizeMb type firmware`. */
  disks?: InventoryPart[];
  /** `mount label fileSystem totalMb freeMb`. */
  volumes?: InventoryPart[];
  interfaces?: InventoryInterface[];
  software?: InventorySoftware[];
  /** `name manufacturer serial`. */
  monitors?: InventoryPart[];
  /** `name driver port serial isNetwork`. */
  printers?: InventoryPart[];
  /** `name vendorId productId manufacturer serial`. */
  usbDevices?: InventoryPart[];
  /** `name`. */
  videos?: InventoryPart[];
  /** `name chemistry capacity serial`. */
  batteries?: InventoryPart[];
  /** `name uuid status type memoryMb processorCount`. */
  virtualMachines?: InventoryPart[];
  /** `name version isEnabled isUpToDate`. */
  antivirus?: InventoryPart[];
  /** `profile isEnabled`. */
  firewalls?: InventoryPart[];
  /** `iccid serial number carrier carrierCode country state subscriberId`. */
  simCards?: InventoryPart[];
  /** `type id`: remote-control numbers, for technicians alone. */
  remoteManagement?: InventoryPart[];
  /** `login`: accounts of the machine. */
  localUsers?: InventoryPart[];
  /** `name key` of licences that the agent read; keys are kept only in part. */
  licences?: InventoryPart[];
  /** Ports of a switch: `number name mac status speedMbps description connectedMac connectedName vlan`. */
  ports?: InventoryPart[];
  /** `name levelPercent`. */
  cartridges?: InventoryPart[];
  /** `total color black` and their kin. */
  pageCounters?: InventoryPart[];
}

/** One inventory in one shape, whichever agent said it in whichever words; secrets were dropped before it was made. */
export interface InventoryDocument {
  agent: InventoryAgent;
  itemType: InventoryItemType;
  /** Only what changed since the agent's last full one, beside firmware and hardware. */
  isPartial: boolean;
  identity: InventoryIdentity;
  hardware: InventoryHardware;
  sections: InventorySections;
}

/** What came of a document. */
export interface InventoryReceipt {
  outcome: 'created' | 'updated' | 'unchanged' | 'review' | 'stub';
  assetId: string | null;
  /** The register's tag, which some agents keep and say in every later inventory. */
  tag: string | null;
  /** The machine is not known in full: the next contact should bring everything. */
  needsFull: boolean;
}
