import type { InventoryDocument, InventoryInterface, InventoryItemType, InventoryPart, InventorySections } from '../inventory-document.ts';
import { DocumentFault } from './document-fault.ts';
import { type Entry, entriesOf, numberOf, type RawMessage, textOf, textsOf, tidy } from './raw-message.ts';
import type { Bearer } from './to-document.ts';
import { addressOf, macOf, speedOf } from './to-values.ts';

/** A switch or printer that an agent asked by SNMP, from JSON with `network_device` in it. */
export function networkDocument(message: RawMessage, bearer: Bearer): InventoryDocument {
  const info = message.sections.get('network_device')?.[0];
  if (!info) throw new DocumentFault('unreadable', 'There is no device in it');
  const device: Entry = {
    info: { ...info, type: textOf(info, 'type') ?? textOf(message.head, 'itemtype') },
    ports: { port: message.sections.get('network_ports') ?? [] },
    cartridges: message.sections.get('cartridges')?.[0] ?? {},
    pagecounters: message.sections.get('pagecounters')?.[0] ?? {},
  };
  return deviceDocument(device, { name: bearer.product, deviceId: message.deviceId, agentId: bearer.agentUuid });
}

/** A switch or printer from the answer of an agent to SNMPQUERY (`DEVICE`). */
export function deviceDocument(device: Entry, agent: InventoryDocument['agent']): InventoryDocument {
  const info = entriesOf(device, 'info')[0] ?? {};
  const name = textOf(info, 'name', 'snmphostname');
  const serial = textOf(info, 'serial') ?? componentSerial(device);
  const mac = macOf(info, 'mac');
  if (!name && !serial && !mac) throw new DocumentFault('unreadable', 'The device says nothing of itself');
  const ports = portsOf(device);
  return {
    agent,
    itemType: deviceType(textOf(info, 'type')),
    isPartial: false,
    identity: {
      name,
      uuid: null,
      serial,
      boardSerial: null,
      macs: mac ? [mac] : [],
      imeis: [],
      firmwareTag: null,
      agentTag: null,
    },
    hardware: {
      manufacturer: textOf(info, 'manufacturer'),
      model: textOf(info, 'model'),
      modelNumber: null,
      chassis: null,
      isVirtual: null,
      hypervisor: null,
      memoryMb: numberOf(info, 'ram', 'memory'),
      lastUser: null,
      defaultGateway: null,
      domain: null,
      biosVersion: textOf(info, 'firmware') ?? textOf(entriesOf(device, 'firmwares')[0], 'version'),
      biosDate: null,
      bootedAt: null,
      description: textOf(info, 'comments', 'description'),
    },
    sections: sectionsOfDevice(device, info, ports),
  };
}

/** What kind of device an agent takes it for. */
export function deviceType(said: string | null): InventoryItemType {
  const word = said?.toUpperCase() ?? '';
  if (word.startsWith('NETWORK')) return 'network';
  if (word === 'PRINTER') return 'printer';
  if (word === 'COMPUTER') return 'computer';
  if (word === 'PHONE') return 'phone';
  return 'unmanaged';
}

/** A stack says its serial number at its first chassis. */
function componentSerial(device: Entry): string | null {
  const components = entriesOf(entriesOf(device, 'components')[0], 'component');
  return textOf(components.find((e) => textOf(e, 'type') === 'chassis') ?? components[0], 'serial');
}

function sectionsOfDevice(device: Entry, info: Entry, ports: InventoryPart[]): InventorySections {
  const addresses = [...new Set([...textsOf(entriesOf(info, 'ips')[0], 'ip'), ...textsOf(info, 'ips')])].filter(
    (ip) => !ip.startsWith('127.'),
  );
  const mac = macOf(info, 'mac');
  const management: InventoryInterface[] =
    mac || addresses.length > 0
      ? [{ name: 'management', mac, addresses, type: null, status: null, speedMbps: null, isVirtual: false }]
      : [];
  const cartridges = levelsOf(device);
  const counters = entriesOf(device, 'pagecounters')[0];
  return {
    ...(management.length > 0 && { interfaces: management }),
    ...(ports.length > 0 && { ports }),
    ...(cartridges.length > 0 && { cartridges }),
    ...(counters && Object.keys(counters).length > 0 && { pageCounters: [countersOf(counters)] }),
  };
}

function portsOf(device: Entry): InventoryPart[] {
  return entriesOf(entriesOf(device, 'ports')[0], 'port').map((e) => {
    const connection = entriesOf(entriesOf(e, 'connections')[0], 'connection')[0];
    const vlan = entriesOf(entriesOf(e, 'vlans')[0], 'vlan')[0] ?? entriesOf(e, 'vlans')[0];
    return {
      number: numberOf(e, 'ifnumber'),
      name: textOf(e, 'ifname', 'ifdescr'),
      mac: macOf(e, 'mac', 'ifmac'),
      status: statusOf(textOf(e, 'ifstatus', 'ifoperstatus')),
      speedMbps: speedOf(bits(e), 'speed'),
      description: textOf(e, 'ifalias', 'ifdescr'),
      connectedMac: macOf(connection, 'sysmac', 'mac'),
      connectedName: textOf(connection, 'sysname', 'ifdescr'),
      vlan: textOf(vlan, 'name', 'number'),
    };
  });
}

/** SNMP counts speeds in bits a second, small ones too. */
const bits = (e: Entry): Entry => ({ speed: Number(tidy(e['ifspeed']) ?? 0) / 1_000_000 });

const statusOf = (said: string | null): string | null => ({ '1': 'up', '2': 'down', '3': 'testing' })[said ?? ''] ?? said;

function levelsOf(device: Entry): InventoryPart[] {
  const cartridges = entriesOf(device, 'cartridges')[0];
  return Object.entries(cartridges ?? {}).flatMap(([name, value]) => {
    const level = Number(/^-?\d+/.exec(tidy(value) ?? '')?.[0] ?? Number.NaN);
    return Number.isFinite(level) ? { name, levelPercent: level >= 0 && level <= 100 ? level : null } : [];
  });
}

function countersOf(counters: Entry): InventoryPart {
  return Object.fromEntries(
    Object.keys(counters).flatMap((name) => {
      const value = numberOf(counters, name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

/** The address under which a device was found. */
export const deviceAddress = (device: Entry): string | null => addressOf(device, 'ip') ?? addressOf(entriesOf(device, 'info')[0], 'ip');
