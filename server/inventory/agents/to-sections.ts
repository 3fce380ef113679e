import type { InventoryPart, InventorySections, InventorySoftware } from '../inventory-document.ts';
import { type Entry, flagOf, numberOf, type RawMessage, textOf } from './raw-message.ts';
import { interfacesOf } from './to-interfaces.ts';
import { dateOf, speedOf } from './to-values.ts';

/** The sections of a message in our words; a section that the message lacks is left out, an empty one stays empty. */
export function sectionsOf(message: RawMessage): InventorySections {
  const { sections } = message;
  const parts = (names: string | string[], make: (entry: Entry) => InventoryPart | null): InventoryPart[] | undefined => {
    const found = [names].flat().filter((name) => sections.has(name));
    if (found.length === 0) return undefined;
    return found.flatMap((name) => (sections.get(name) ?? []).map(make)).filter((part) => part !== null);
  };
  const all: Record<string, unknown> = {
    processors: parts('cpus', processor),
    memories: parts('memories', memory),
    disks: parts('storages', disk),
    volumes: parts('drives', volume),
    monitors: parts('monitors', (e) =>
      named({
        name: textOf(e, 'caption', 'name', 'description'),
        manufacturer: textOf(e, 'manufacturer'),
        serial: textOf(e, 'serial', 'altserial'),
      }),
    ),
    printers: parts('printers', printer),
    usbDevices: parts('usbdevices', usb),
    videos: parts('videos', (e) => named({ name: textOf(e, 'name', 'chipset') })),
    batteries: parts('batteries', (e) =>
      named({
        name: textOf(e, 'name', 'manufacturer'),
        chemistry: textOf(e, 'chemistry'),
        capacity: numberOf(e, 'capacity'),
        serial: textOf(e, 'serial'),
      }),
    ),
    virtualMachines: parts('virtualmachines', virtualMachine),
    antivirus: parts('antivirus', (e) =>
      named({ name: textOf(e, 'name'), version: textOf(e, 'version'), isEnabled: flagOf(e, 'enabled'), isUpToDate: flagOf(e, 'uptodate') }),
    ),
    firewalls: parts(['firewalls', 'firewall'], (e) => ({ profile: textOf(e, 'profile', 'description'), isEnabled: flagOf(e, 'status') })),
    simCards: parts(['simcards', 'sim'], simCard),
    remoteManagement: parts('remote_mgmt', (e) => ({ type: textOf(e, 'type'), id: textOf(e, 'id') })),
    localUsers: parts('local_users', (e) => {
      const login = textOf(e, 'login', 'name');
      return login ? { login } : null;
    }),
    licences: parts('licenseinfos', (e) => named({ name: textOf(e, 'fullname', 'name'), key: partOfKey(textOf(e, 'key')) })),
    software: sections.has('softwares') ? softwareOf(sections.get('softwares') ?? []) : undefined,
    interfaces: sections.has('networks') ? interfacesOf(sections.get('networks') ?? []) : undefined,
    operatingSystem: operatingSystemOf(sections),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as InventorySections;
}

const named = <T extends { name: string | null }>(part: T): T | null => (part.name === null ? null : part);

const processor = (e: Entry): InventoryPart | null =>
  named({
    name: textOf(e, 'name', 'type'),
    coreCount: numberOf(e, 'core', 'cores'),
    threadCount: numberOf(e, 'thread', 'threads', 'logical_cpus'),
    speedMhz: numberOf(e, 'speed', 'current_speed'),
    manufacturer: textOf(e, 'manufacturer'),
  });

const memory = (e: Entry): InventoryPart | null => {
  const sizeMb = numberOf(e, 'capacity');
  if (sizeMb === null) return null;
  return {
    slot: textOf(e, 'numslots', 'caption', 'description'),
    sizeMb,
    type: textOf(e, 'type'),
    speedMhz: numberOf(e, 'speed'),
    serial: textOf(e, 'serialnumber'),
  };
};

const disk = (e: Entry): InventoryPart | null => {
  // Readers of discs and cards hold nothing by themselves.
  if (/cd-?rom|dvd|floppy|card ?reader/i.test(textOf(e, 'type') ?? '')) return null;
  return named({
    name: textOf(e, 'name'),
    model: textOf(e, 'model', 'description'),
    serial: textOf(e, 'serial', 'serialnumber'),
    sizeMb: numberOf(e, 'disksize'),
    type: textOf(e, 'interface', 'type'),
    firmware: textOf(e, 'firmware'),
  });
};

const volume = (e: Entry): InventoryPart => {
  const isLetter = /^[a-z]:?\\?$/i.test(textOf(e, 'letter') ?? '');
  return {
    mount: isLetter ? textOf(e, 'letter') : textOf(e, 'type', 'letter', 'volumn'),
    label: isLetter ? textOf(e, 'label', 'volumn') : textOf(e, 'label'),
    fileSystem: textOf(e, 'filesystem'),
    totalMb: numberOf(e, 'total'),
    freeMb: numberOf(e, 'free'),
  };
};

const printer = (e: Entry): InventoryPart | null =>
  named({
    name: textOf(e, 'name'),
    driver: textOf(e, 'driver'),
    port: textOf(e, 'port'),
    serial: textOf(e, 'serial'),
    isNetwork: flagOf(e, 'network'),
  });

const usb = (e: Entry): InventoryPart | null =>
  named({
    name: textOf(e, 'name', 'caption'),
    vendorId: textOf(e, 'vendorid'),
    productId: textOf(e, 'productid'),
    manufacturer: textOf(e, 'manufacturer'),
    serial: textOf(e, 'serial'),
  });

const virtualMachine = (e: Entry): InventoryPart | null =>
  named({
    name: textOf(e, 'name'),
    uuid: textOf(e, 'uuid'),
    status: textOf(e, 'status'),
    type: textOf(e, 'vmtype'),
    memoryMb: numberOf(e, 'memory'),
    processorCount: numberOf(e, 'vcpu'),
  });

const simCard = (e: Entry): InventoryPart => ({
  iccid: textOf(e, 'iccid', 'simserial', 'simserialnum'),
  serial: textOf(e, 'serial'),
  number: textOf(e, 'phone_number', 'phonenumber', 'line_number'),
  carrier: textOf(e, 'operator_name', 'opname', 'simopname'),
  carrierCode: textOf(e, 'operator_code', 'opcode', 'simopcode'),
  country: textOf(e, 'country', 'simcountry'),
  state: textOf(e, 'state'),
  subscriberId: textOf(e, 'subscriber_id', 'subscriberid'),
});

/** Enough of a key to tell two apart, too little to use it. */
const partOfKey = (key: string | null): string | null => (key && key.length > 5 ? `…${key.slice(-5)}` : null);

function softwareOf(entries: Entry[]): InventorySoftware[] {
  return entries.flatMap((e) => {
    const name = textOf(e, 'name', 'guid');
    if (!name) return [];
    return {
      name,
      version: textOf(e, 'version'),
      publisher: textOf(e, 'publisher'),
      origin: textOf(e, 'from'),
      architecture: textOf(e, 'arch', 'architecture'),
      isSystem: textOf(e, 'system_category') === 'system_component',
      installedOn: dateOf(e, 'dayFirst', 'install_date', 'installdate'),
    };
  });
}

function operatingSystemOf(sections: RawMessage['sections']): InventorySections['operatingSystem'] {
  const os = sections.get('operatingsystem')?.[0];
  const hardware = sections.get('hardware')?.[0];
  const fallback = textOf(hardware, 'osname');
  if (!os && !fallback) return undefined;
  return {
    name: textOf(os, 'full_name', 'name') ?? fallback,
    version: textOf(os, 'version') ?? textOf(hardware, 'osversion'),
    kernel: textOf(os, 'kernel_version'),
    architecture:
      textOf(os, 'arch') ?? /^(x86_64|i[3-6]86|aarch64|arm\w*|ppc\w*)\//.exec(textOf(hardware, 'description') ?? '')?.[1] ?? null,
    installedOn: dateOf(os, 'dayFirst', 'install_date'),
  };
}

/** The speed of a port or interface as agents write it. */
export const portSpeed = (e: Entry): number | null => speedOf(e, 'ifspeed', 'speed');
