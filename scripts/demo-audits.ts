import { eachExpectedAsset } from '../server/assets/expected-assets.ts';
import { type KnownPaper, knownPapers } from '../server/assets/labels/label-paper.ts';
import { addTemplate } from '../server/assets/labels/save-label-template.ts';
import { closeAudit } from '../server/audits/close-audit.ts';
import { recordScans } from '../server/audits/record-scans.ts';
import type { NewScan } from '../server/audits/scan-schemas.ts';
import { startAudit } from '../server/audits/start-audit.ts';
import type { Actor } from '../server/platform/actor.ts';
import type { Context } from '../server/platform/context.ts';
import { newId } from '../server/platform/ids.ts';
import type { Company } from './demo-company.ts';
import type { Act } from './demo-time.ts';

const dayMs = 24 * 60 * 60 * 1000;
const everything = { kinds: [], statuses: ['in_stock' as const, 'deployed' as const], withHeld: false, custodianId: null, note: null };

/** Paper that the company has, one stock-take of three weeks ago, and one that goes on. */
export function auditActs(company: Company, now: Date): Act[] {
  const at = (days: number, hour: number): Date => new Date(now.getTime() - days * dayMs + hour * 3_600_000);
  const lead = company.people.find(({ role }) => role === 'lead') as Actor;
  const readers = company.people.filter(({ role }) => role === 'technician').slice(0, 2);
  const [lyon, paris] = [company.locations.get('lyon') as string, company.locations.get('paris') as string];
  return [
    { at: at(30, 0), run: keepTemplates },
    { at: at(21, 1), run: (ctx) => countLyon(ctx, lead, readers, lyon) },
    { at: at(1, 2), run: (ctx) => countHalfOfParis(ctx, lead, readers, { here: paris, elsewhere: lyon }) },
  ];
}

async function keepTemplates(ctx: Context): Promise<void> {
  const paperOf = (key: string) => (knownPapers.find((known) => known.key === key) as KnownPaper).paper;
  const heading = 'Propriété de Lumen';
  const design = { symbology: 'qr' as const, fields: ['tag' as const, 'name' as const, 'serial' as const], heading };
  await addTemplate(ctx, { name: 'Planche 65 · Lyon', paper: paperOf('avery-l7651'), design, isDefault: false });
  await addTemplate(ctx, { name: 'Brother TZe 24 mm', paper: paperOf('brother-tze-24'), design, isDefault: true });
}

async function tagsAt(ctx: Context, locationId: string): Promise<string[]> {
  const tags: string[] = [];
  for await (const assets of eachExpectedAsset(ctx.db.sql, { ...everything, locationIds: [locationId] }))
    tags.push(...assets.map(({ tag }) => tag));
  return tags;
}

async function scan(ctx: Context, actor: Actor, auditId: string, locationId: string, codes: string[]): Promise<void> {
  const scans = codes.map((code): NewScan => ({ action: 'audit', id: newId(), code, scannedAt: ctx.clock(), auditId, locationId }));
  await recordScans(ctx, actor, scans);
}

/** All was there but one thing, which is on its way back. */
async function countLyon(ctx: Context, lead: Actor, readers: Actor[], lyon: string): Promise<void> {
  const audit = await startAudit(ctx, lead, { ...everything, title: 'Lyon, troisième trimestre', locationId: lyon });
  const tags = await tagsAt(ctx, lyon);
  for (const [index, reader] of readers.entries())
    await scan(
      ctx,
      reader,
      audit.id,
      lyon,
      tags.slice(1).filter((_, i) => i % readers.length === index),
    );
  await closeAudit(ctx, lead, audit.id, { apply: ['moved'], except: [] });
}

/** Half is seen, by two who met once; a screen of Lyon stood there, and a projector that nobody registered. */
async function countHalfOfParis(ctx: Context, lead: Actor, readers: Actor[], places: { here: string; elsewhere: string }): Promise<void> {
  const audit = await startAudit(ctx, lead, { ...everything, title: 'Paris, fin d’année', locationId: places.here });
  const tags = await tagsAt(ctx, places.here);
  const half = tags.slice(0, Math.ceil(tags.length / 2));
  const stranger = (await tagsAt(ctx, places.elsewhere)).slice(0, 1);
  const [first = lead, second = lead] = readers;
  await scan(ctx, first, audit.id, places.here, half);
  await scan(ctx, second, audit.id, places.here, [...half.slice(-1), ...stranger, 'EPSON-X5GE8800123']);
}
