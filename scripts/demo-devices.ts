import { type DemoDevice, devices, imei, mac, serial, uuid } from '../db/seeds/demo-devices.ts';
import type { Random } from '../db/seeds/random.ts';
import type { CheckOut } from '../server/assets/asset-schemas.ts';
import { checkInAsset } from '../server/assets/check-in-asset.ts';
import { checkOutAsset } from '../server/assets/check-out-asset.ts';
import { registerAsset } from '../server/assets/register-asset.ts';
import { retireAsset } from '../server/assets/retire-asset.ts';
import type { Actor } from '../server/platform/actor.ts';
import type { Context } from '../server/platform/context.ts';
import type { Company } from './demo-company.ts';
import type { Act } from './demo-time.ts';

const dayMs = 24 * 60 * 60 * 1000;
const monthMs = 30.44 * dayMs;
const dateOf = (at: Date): string => at.toISOString().slice(0, 10);

/** Registers the company's devices with who has them; answers what happens to some of them later. */
export async function handOutDevices(tx: Context, company: Company, dice: Random): Promise<Act[]> {
  const list = devices(company.people.length, (person) => company.locationOf[person] ?? 'lyon', dice);
  const technician = company.byName.get('Baptiste Morel') as Actor;
  const spare: string[] = [];
  for (const device of list) {
    const id = await register(tx, company, technician, device, dice);
    const holder = device.person === undefined ? null : (company.people[device.person] as Actor);
    if (holder?.id) company.devicesOf.set(holder.id, [...(company.devicesOf.get(holder.id) ?? []), { id, kind: device.kind }]);
    else if (device.place) company.devicesAt.push({ id, kind: device.kind, name: device.name });
    else spare.push(id);
  }
  return comingsAndGoings(tx.clock(), company, technician, spare);
}

async function register(tx: Context, company: Company, actor: Actor, device: DemoDevice, dice: Random): Promise<string> {
  const { kind, name, manufacturer, model, criticality, age, cost } = device;
  const boughtAt = new Date(tx.clock().getTime() - age * monthMs);
  const holder = device.person === undefined ? null : (company.people[device.person] as Actor).id;
  const place = device.place ?? (device.person === undefined ? 'lyon' : (company.locationOf[device.person] as string));
  const locationId = company.locations.get(place) as string;
  const hasNetwork = kind !== 'peripheral' && kind !== 'other';
  const custodian = holder ? { type: 'person' as const, id: holder } : device.place ? { type: 'location' as const, id: locationId } : null;
  const asset = await registerAsset(tx, actor, {
    kind,
    name,
    manufacturer,
    model,
    criticality,
    locationId,
    custodian,
    serial: serial(dice),
    purchasedOn: dateOf(boughtAt),
    warrantyUntil: dateOf(new Date(boughtAt.getTime() + 36 * monthMs)),
    purchaseCost: cost,
    purchaseCurrency: 'EUR',
    identifiers: {
      uuid: kind === 'computer' || kind === 'server' ? uuid(dice) : null,
      macs: hasNetwork ? [mac(dice)] : [],
      imei: kind === 'mobile' ? imei(dice) : null,
    },
  });
  return asset.id;
}

/** Loans that came back, one that is out, a device in retirement. */
function comingsAndGoings(start: Date, company: Company, actor: Actor, spare: string[]): Act[] {
  const at = (day: number, hour: number): Date => new Date(start.getTime() + day * dayMs + hour * 3_600_000);
  const [loan, second, old] = spare as [string, string, string];
  const out = (name: string, dueAt: Date, note: string): CheckOut => ({ personId: company.byName.get(name)?.id ?? undefined, dueAt, note });
  return [
    { at: at(3, 2), run: async (ctx) => void (await checkOutAsset(ctx, actor, loan, out('Maëlle Pichon', at(10, 2), 'Salon de Lille'))) },
    { at: at(9, 5), run: async (ctx) => void (await checkInAsset(ctx, actor, loan, { note: 'Complet, chargeur compris' })) },
    { at: at(20, 4), run: async (ctx) => void (await retireAsset(ctx, actor, old, { status: 'retired', note: 'Battery swollen' }, null)) },
    {
      at: at(30, 3),
      run: async (ctx) => void (await checkOutAsset(ctx, actor, second, out('Conor Byrne', at(40, 3), 'His own is in repair'))),
    },
  ];
}
