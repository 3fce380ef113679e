import type { InventoryDocument, InventoryHardware, InventoryIdentity, InventoryItemType } from '../inventory-document.ts';
import { DocumentFault } from './document-fault.ts';
import { type Entry, flagOf, numberOf, type RawMessage, textOf, textsOf } from './raw-message.ts';
import { realMacs } from './to-interfaces.ts';
import { networkDocument } from './to-network-document.ts';
import { sectionsOf } from './to-sections.ts';
import { dateOf, localTimeOf } from './to-values.ts';

/** From where a message came, beside what stands in it. */
export interface Bearer {
  /** The User-Agent header. */
  product: string | null;
  /** The header GLPI-Agent-ID. */
  agentUuid: string | null;
}

/** An inventory in our words, whichever agent said it; throws DocumentFault when there is no machine in it. */
export function documentOf(message: RawMessage, bearer: Bearer): InventoryDocument {
  const itemType = itemTypeOf(message);
  if (itemType === 'network' || itemType === 'printer' || message.sections.has('network_device')) return networkDocument(message, bearer);
  const one = (name: string): Entry | undefined => message.sections.get(name)?.[0];
  if (!one('hardware') && !one('bios') && !one('operatingsystem')) throw new DocumentFault('unreadable', 'There is no machine in it');
  const sections = sectionsOf(message);
  const hardware = one('hardware');
  return {
    agent: agentOf(message, bearer),
    itemType,
    isPartial: flagOf(message.head, 'partial') ?? false,
    identity: identityOf(message, one('bios'), hardware, realMacs(sections.interfaces ?? [])),
    hardware: hardwareOf(message, one('bios'), hardware),
    sections,
  };
}

/** What is known of the agent itself. */
export const agentOf = (message: RawMessage, { product, agentUuid }: Bearer): InventoryDocument['agent'] => ({
  name: textOf(message.sections.get('versionclient')?.[0], 'value') ?? textOf(message.head, 'versionclient') ?? product,
  deviceId: message.deviceId || agentUuid || 'unknown',
  agentId: agentUuid,
});

function itemTypeOf(message: RawMessage): InventoryItemType {
  const said = textOf(message.head, 'itemtype')?.toLowerCase() ?? 'computer';
  const types: Record<string, InventoryItemType> = {
    phone: 'phone',
    networkequipment: 'network',
    printer: 'printer',
    unmanaged: 'unmanaged',
  };
  // Agents on Android write no type but their modem.
  if (said === 'computer' && /android/i.test(textOf(message.sections.get('hardware')?.[0], 'osname') ?? '')) return 'phone';
  return types[said] ?? 'computer';
}

/** The tag that an agent was given; some write that they have none. */
export function tagOf(message: RawMessage): string | null {
  const account = message.sections.get('accountinfo')?.find((entry) => textOf(entry, 'keyname') === 'TAG');
  const tag = textOf(message.head, 'tag') ?? textOf(account, 'keyvalue');
  return tag === 'NA' ? null : tag;
}

function identityOf(message: RawMessage, bios: Entry | undefined, hardware: Entry | undefined, macs: string[]): InventoryIdentity {
  const imeis = [...(message.sections.get('modems') ?? []), ...(message.sections.get('simcards') ?? [])].flatMap((e) => textsOf(e, 'imei'));
  return {
    name: textOf(hardware, 'name'),
    uuid: textOf(hardware, 'uuid') ?? textOf(bios, 'uuid'),
    serial: textOf(bios, 'ssn', 'serial'),
    boardSerial: textOf(bios, 'msn'),
    macs,
    imeis: [...new Set(imeis.flatMap((imei) => imei.match(/\d{14,16}/g) ?? []))],
    firmwareTag: textOf(bios, 'assettag'),
    agentTag: tagOf(message),
  };
}

function hardwareOf(message: RawMessage, bios: Entry | undefined, hardware: Entry | undefined): InventoryHardware {
  const system = textOf(hardware, 'vmsystem');
  const isVirtual = system === null ? null : system !== 'Physical';
  const user = message.sections.get('users')?.[0];
  return {
    manufacturer: textOf(bios, 'smanufacturer', 'mmanufacturer', 'bmanufacturer'),
    model: textOf(bios, 'smodel', 'mmodel'),
    modelNumber: textOf(bios, 'skunumber', 'mmodel'),
    chassis: textOf(hardware, 'chassis_type') ?? textOf(bios, 'type'),
    isVirtual,
    hypervisor: isVirtual ? system : null,
    memoryMb: numberOf(hardware, 'memory'),
    lastUser: lastUserOf(hardware, user),
    defaultGateway: textOf(hardware, 'defaultgateway'),
    domain: textOf(hardware, 'workgroup', 'userdomain') ?? textOf(message.sections.get('operatingsystem')?.[0], 'dns_domain'),
    biosVersion: textOf(bios, 'bversion'),
    biosDate: dateOf(bios, 'monthFirst', 'bdate'),
    bootedAt: localTimeOf(message.sections.get('operatingsystem')?.[0], 'boot_time'),
    description: descriptionOf(hardware),
  };
}

/** Some agents write there for how long it runs, which is no description and another one every time. */
function descriptionOf(hardware: Entry | undefined): string | null {
  const text = textOf(hardware, 'description');
  return text && /^\S+\/[\d-]+ [\d:]+$/.test(text) ? null : text;
}

/** Who was at it last; the line that `last` ends with is nobody. */
function lastUserOf(hardware: Entry | undefined, user: Entry | undefined): string | null {
  const name = textOf(hardware, 'lastloggeduser') ?? textOf(user, 'login') ?? textOf(hardware, 'userid');
  return name === null || ['wtmp', 'reboot', 'utmp'].includes(name) ? null : name;
}
