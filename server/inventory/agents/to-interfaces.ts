import type { InventoryInterface } from '../inventory-document.ts';
import { type Entry, flagOf, textOf } from './raw-message.ts';
import { addressOf, macOf, speedOf } from './to-values.ts';

/** Interfaces that software made, for agents that do not say so. */
const virtualNames =
  /^(lo|ifb|docker|veth|virbr|br-|vmnet|vboxnet|tun|tap|wg|zt|cni|flannel|cali|dummy|bond|team|sit|gre|ip6tnl)\d*|\.\d+$/i;
const virtualDescriptions = /virtual|loopback|teredo|isatap|wan miniport|vpn|tap-windows|hyper-v|vmware|bluetooth/i;

/** The interfaces of a machine: agents repeat one for each of its addresses, here it stands once with all. */
export function interfacesOf(entries: Entry[]): InventoryInterface[] {
  const found = new Map<string, InventoryInterface>();
  for (const e of entries) {
    const name = textOf(e, 'description') ?? 'unknown';
    const mac = macOf(e, 'mac', 'macaddr');
    const key = `${name}\0${mac}`;
    const known = found.get(key) ?? { name, mac, addresses: [], type: null, status: null, speedMbps: null, isVirtual: isVirtual(e, name) };
    for (const address of [addressOf(e, 'ipaddress'), addressOf(e, 'ipaddress6')]) {
      if (address && !known.addresses.includes(address)) known.addresses.push(address);
    }
    known.type ??= textOf(e, 'type');
    known.status ??= textOf(e, 'status');
    known.speedMbps ??= speedOf(e, 'speed');
    found.set(key, known);
  }
  return [...found.values()];
}

function isVirtual(e: Entry, name: string): boolean {
  const said = flagOf(e, 'virtualdev');
  if (textOf(e, 'type') === 'loopback' || textOf(e, 'mac', 'macaddr') === '00:00:00:00:00:00') return true;
  return said ?? (virtualNames.test(name) || virtualDescriptions.test(name));
}

/** The hardware addresses of real interfaces; group addresses are nobody's. */
export const realMacs = (interfaces: InventoryInterface[]): string[] => [
  ...new Set(
    interfaces.flatMap(({ mac, isVirtual: isSoft }) => (mac && !isSoft && (Number.parseInt(mac.slice(0, 2), 16) & 1) === 0 ? mac : [])),
  ),
];
