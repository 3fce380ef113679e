import { newContract } from '../server/finance/contract-schemas.ts';
import { newPlan } from '../server/finance/plan-schemas.ts';
import { beginRepair, endRepair } from '../server/finance/repair-asset.ts';
import { newRepair, repairEnd } from '../server/finance/repair-schemas.ts';
import { addContract } from '../server/finance/save-contract.ts';
import { addPlan } from '../server/finance/save-plan.ts';
import { addSupplier } from '../server/finance/save-supplier.ts';
import { suppliersByName } from '../server/finance/supplier-queries.ts';
import { newSupplier } from '../server/finance/supplier-schemas.ts';
import type { Kit } from '../server/kits/kit.ts';
import { addKit } from '../server/kits/save-kit.ts';
import { assignSeat } from '../server/licences/assign-seat.ts';
import { newLicence } from '../server/licences/licence-schemas.ts';
import { addLicence } from '../server/licences/save-licence.ts';
import type { Actor } from '../server/platform/actor.ts';
import { addDays, type Day, dayIn } from '../server/platform/calendar-days.ts';
import type { Context } from '../server/platform/context.ts';
import { handOutStock } from '../server/stock/hand-out-stock.ts';
import { receiveStock } from '../server/stock/keep-stock.ts';
import { addStockItem } from '../server/stock/save-stock-item.ts';
import { newStockItem } from '../server/stock/stock-schemas.ts';
import type { Company } from './demo-company.ts';
import type { Act } from './demo-time.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** What the company buys, keeps on its shelves, licenses and has repaired. */
export function supplyActs(company: Company, now: Date): Act[] {
  const at = (days: number, hour: number): Date => new Date(now.getTime() - days * dayMs + hour * 3_600_000);
  const lead = company.people.find(({ role }) => role === 'lead') as Actor;
  const technician = company.byName.get('Baptiste Morel') as Actor;
  return [
    { at: at(40, 1), run: (ctx) => keepBooks(ctx, company, lead, dayIn(now)) },
    { at: at(38, 2), run: (ctx) => fillShelves(ctx, company, technician) },
    { at: at(36, 3), run: (ctx) => buyLicences(ctx, company, technician, dayIn(now)) },
    { at: at(25, 2), run: (ctx) => sendToRepair(ctx, company, technician, true) },
    { at: at(9, 2), run: (ctx) => sendToRepair(ctx, company, technician, false) },
  ];
}

async function keepBooks(ctx: Context, company: Company, lead: Actor, today: Day): Promise<void> {
  const supplierIds = new Map<string, string>();
  const suppliers = [
    {
      name: 'Rampe Informatique',
      contact: 'Mme Lacombe',
      phone: '+33 4 72 00 00 10',
      email: 'ventes@rampe.example',
      accountNumber: 'C-20417',
    },
    { name: 'Herse Services', contact: 'Atelier', phone: '+33 1 40 00 00 20', email: 'sav@herse.example' },
    { name: 'Proscenium Cloud', email: 'billing@proscenium.example', url: 'https://proscenium.example' },
  ];
  for (const supplier of suppliers) supplierIds.set(supplier.name, (await addSupplier(ctx, lead, newSupplier.parse(supplier))).id);
  const plan = (fields: object) => addPlan(ctx, lead, newPlan.parse(fields));
  await plan({ name: 'Postes, 3 ans linéaire', lifeMonths: 36, proRata: 'days_360', kinds: ['computer', 'mobile', 'phone', 'peripheral'] });
  await plan({
    name: 'Serveurs, 5 ans dégressif',
    method: 'declining_balance',
    factor: 1.75,
    lifeMonths: 60,
    proRata: 'months',
    isEndingWithFiscalYear: true,
    kinds: ['server', 'network'],
  });
  await plan({ name: 'Imprimantes, 4 ans', lifeMonths: 48, salvagePercent: 5, kinds: ['printer'] });
  const at = (kind: string) => company.devicesAt.filter((device) => device.kind === kind).map(({ id }) => id);
  const contract = (fields: object) => addContract(ctx, lead, newContract.parse(fields));
  await contract({
    name: 'Maintenance des imprimantes',
    supplierId: supplierIds.get('Herse Services'),
    reference: 'HS-2024-118',
    startsOn: addDays(today, -700),
    endsOn: addDays(today, -335),
    renewalMonths: 12,
    noticeDays: 15,
    cost: 140,
    costPer: 'month',
    assetIds: at('printer'),
  });
  await contract({
    name: 'Support serveurs J+1',
    kind: 'support',
    supplierId: supplierIds.get('Rampe Informatique'),
    startsOn: addDays(today, -1050),
    endsOn: addDays(today, 40),
    cost: 2400,
    assetIds: at('server'),
  });
}

const supplierNamed = async (ctx: Context, name: string): Promise<string | null> =>
  [...(await suppliersByName(ctx.db.sql, [name])).values()][0]?.id ?? null;

async function fillShelves(ctx: Context, company: Company, actor: Actor): Promise<void> {
  const lyon = company.locations.get('lyon');
  const supplierId = await supplierNamed(ctx, 'Rampe Informatique');
  const item = async (fields: object) => addStockItem(ctx, actor, newStockItem.parse({ shelfId: lyon, supplierId, ...fields }));
  const receive = { shelfId: lyon ?? null, orderNumber: 'BC-2611', unitCost: null, currency: null, reason: null };
  const give = (itemId: string, personId: string, quantity = 1) => handOutStock(ctx, actor, itemId, { personId, quantity, reason: null });
  const toner = await item({
    name: 'Toner noir TN-2510',
    manufacturer: 'Brother',
    minimum: 4,
    quantity: 9,
    unitCost: 62.5,
    unit: 'cartouche',
  });
  const dock = await item({ name: 'Station d’accueil USB-C', kind: 'accessory', minimum: 3, quantity: 4, unitCost: 129 });
  const headset = await item({ name: 'Casque sans fil', kind: 'accessory', minimum: 2, quantity: 12, unitCost: 84.9 });
  await item({ name: 'Mémoire DDR5 16 Go', kind: 'component', minimum: 2, quantity: 6, unitCost: 48 });
  await item({ name: 'Câble HDMI 2 m', minimum: 10, quantity: 31, unitCost: 6.9 });
  const printer = company.devicesAt.find(({ kind }) => kind === 'printer');
  if (printer) await handOutStock(ctx, actor, toner.id, { assetId: printer.id, quantity: 6, reason: 'Remplacement' });
  const people = company.people.slice(4, 12).flatMap(({ id }) => (id ? [id] : []));
  for (const [index, personId] of people.entries()) {
    await give(headset.id, personId);
    if (index < 4) await give(dock.id, personId);
  }
  await receiveStock(ctx, actor, dock.id, { ...receive, quantity: 2 });
  const lines: Kit['lines'] = [
    { type: 'asset', kind: 'computer', model: null, quantity: 1 },
    { type: 'stock', itemId: dock.id, quantity: 1 },
    { type: 'stock', itemId: headset.id, quantity: 1 },
  ];
  await addKit(ctx, actor, { name: 'Nouvel arrivant', notes: null, lines, isActive: true });
}

async function buyLicences(ctx: Context, company: Company, actor: Actor, today: Day): Promise<void> {
  const supplierId = await supplierNamed(ctx, 'Proscenium Cloud');
  const licence = (fields: object) => addLicence(ctx, actor, newLicence.parse({ supplierId, ...fields }));
  const office = await licence({
    name: 'Suite bureautique',
    publisher: 'Proscenium',
    seats: 40,
    cost: 4320,
    expiresOn: addDays(today, 45),
  });
  const drawing = await licence({ name: 'Atelier de dessin', publisher: 'Croquis', seats: 5, cost: 1190, notes: 'Équipe produit' });
  for (const [index, { id }] of company.people.slice(0, 36).entries()) {
    if (!id) continue;
    await assignSeat(ctx, actor, office.id, { personId: id, note: null });
    if (index % 8 === 0) await assignSeat(ctx, actor, drawing.id, { personId: id, note: null });
  }
}

/** One that came back, and one that is late. */
async function sendToRepair(ctx: Context, company: Company, actor: Actor, comesBack: boolean): Promise<void> {
  const [first, second] = [...company.devicesOf.values()].flat().filter(({ kind }) => kind === 'computer');
  const device = comesBack ? first : second;
  if (!device) return;
  const supplierId = await supplierNamed(ctx, 'Herse Services');
  const what = { title: comesBack ? 'Charnière cassée' : 'Clavier : touches mortes', supplierId };
  const repair = await beginRepair(ctx, actor, device.id, newRepair.parse({ ...what, expectedOn: addDays(dayIn(ctx.clock()), 6) }));
  if (comesBack) await endRepair(ctx, actor, repair.id, repairEnd.parse({ cost: 118.4 }), null);
}
