import { assetsHeldBy } from '../server/assets/asset-queries.ts';
import { registerAsset } from '../server/assets/register-asset.ts';
import { answerCampaign } from '../server/custody/answer-campaign.ts';
import { rowsOfPerson } from '../server/custody/campaign-queries.ts';
import { decideRequest } from '../server/custody/decide-request.ts';
import { handOverThings } from '../server/custody/hand-over-things.ts';
import { planDeparture } from '../server/custody/plan-departure.ts';
import { planHandOver } from '../server/custody/plan-hand-over.ts';
import { requestAsset } from '../server/custody/request-asset.ts';
import { addItem } from '../server/custody/save-item.ts';
import { startCampaign } from '../server/custody/start-campaign.ts';
import type { Actor } from '../server/platform/actor.ts';
import type { Context } from '../server/platform/context.ts';
import { lendAsset } from '../server/reservations/lend-asset.ts';
import { reserveAsset } from '../server/reservations/reserve-asset.ts';
import type { Company } from './demo-company.ts';
import type { Act } from './demo-time.ts';

const dayMs = 24 * 60 * 60 * 1000;
const hourMs = 60 * 60 * 1000;
const dateOf = (at: Date): string => at.toISOString().slice(0, 10);

/** A wave that would pass for a signature. */
const signature = {
  width: 600,
  height: 200,
  strokes: [Array.from({ length: 120 }, (_, i) => (i % 2 ? 110 + 50 * Math.sin(i / 6) : 40 + i * 4))],
};

/** Papers, loans, requests, a leaver and a campaign of the demo company, in the last two weeks before `now`. */
export function custodyActs(company: Company, now: Date): Act[] {
  const daysAgo = (days: number, hour = 0): Date => new Date(now.getTime() - days * dayMs + hour * hourMs);
  const who = (name: string): Actor => company.byName.get(name) as Actor;
  const [technician, lead] = [who('Baptiste Morel'), who('Claire Fontaine')];
  return [
    { at: daysAgo(13), run: async (ctx) => await offer(ctx, lead) },
    { at: daysAgo(12), run: async (ctx) => await lend(ctx, technician, who('Hugo Marchand'), now) },
    { at: daysAgo(9), run: async (ctx) => await signFor(ctx, technician, who('Priya Nair')) },
    { at: daysAgo(6), run: async (ctx) => await ask(ctx, who('Sofia Rossi'), lead) },
    { at: daysAgo(4), run: async (ctx) => await sendByPost(ctx, technician, who('Chloé Bergeron')) },
    { at: daysAgo(3), run: async (ctx) => await leave(ctx, lead, who('Quentin Faure'), now) },
    { at: daysAgo(2), run: async (ctx) => await campaign(ctx, lead, [who('Inès Lambert'), who('Margaux Leroy')], now) },
  ];
}

async function offer(ctx: Context, lead: Actor): Promise<void> {
  const item = (name: string, description: string, approval: 'none' | 'manager' | 'lead') =>
    addItem(ctx, lead, { name, description, approval, isOffered: true });
  await item('Casque', 'Avec micro, filaire ou Bluetooth', 'none');
  await item('Deuxième écran', '24 pouces', 'manager');
  await item('Tablette', 'Pour les chantiers et les salons', 'lead');
}

async function lend(ctx: Context, technician: Actor, borrower: Actor, now: Date): Promise<void> {
  for (const [kind, name] of [
    ['computer', 'Portable de prêt 1'],
    ['computer', 'Portable de prêt 2'],
    ['other', 'Vidéoprojecteur de salon'],
  ] as const) {
    const { id } = await registerAsset(ctx, technician, { kind, name });
    await lendAsset(ctx, technician, id, true);
    if (name !== 'Vidéoprojecteur de salon') continue;
    const [fromAt, untilAt] = [new Date(now.getTime() + 2 * dayMs), new Date(now.getTime() + 5 * dayMs)];
    await reserveAsset(ctx, borrower, { assetId: id, fromAt, untilAt, note: 'Salon de Lille' });
  }
}

const paperOf = (person: Actor, assetIds: string[], isHeld: boolean) => ({
  direction: 'out' as const,
  personId: person.id as string,
  items: assetIds.map((assetId) => ({ assetId, condition: null, isHeld })),
  dueAt: null,
  note: null,
  despiteReservations: false,
});

/** Signs at the desk for everything that somebody has already. */
async function signFor(ctx: Context, technician: Actor, person: Actor): Promise<void> {
  const held = await assetsHeldBy(ctx.db.sql, person.id as string);
  if (held.length === 0) return;
  const draft = paperOf(
    person,
    held.map(({ id }) => id),
    true,
  );
  const { textHash } = await planHandOver(ctx, technician, draft);
  await handOverThings(ctx, technician, { ...draft, method: 'drawn', signature, textHash });
}

async function sendByPost(ctx: Context, technician: Actor, person: Actor): Promise<void> {
  const { id } = await registerAsset(ctx, technician, { kind: 'peripheral', name: 'Station d’accueil' });
  await handOverThings(ctx, technician, { ...paperOf(person, [id], false), method: 'link' });
}

async function ask(ctx: Context, person: Actor, lead: Actor): Promise<void> {
  const wish = (what: string, reason: string) => requestAsset(ctx, person, { what, reason, neededOn: null });
  const first = await wish('A pen tablet', 'For drawing gobos');
  await decideRequest(ctx, lead, first.id, { decision: 'approve', note: null });
  await wish('A second screen', 'Plans side by side');
}

async function leave(ctx: Context, lead: Actor, person: Actor, now: Date): Promise<void> {
  await planDeparture(ctx, lead, { personId: person.id as string, lastDay: dateOf(new Date(now.getTime() + 10 * dayMs)), note: null });
}

/** The laptops of two departments; one has answered, and misses something. */
async function campaign(ctx: Context, lead: Actor, answering: Actor[], now: Date): Promise<void> {
  const answerUntil = dateOf(new Date(now.getTime() + 8 * dayMs));
  const filter = { departments: ['Ventes', 'Design'] };
  const { id } = await startCampaign(ctx, lead, { title: 'Inventaire d’automne', message: 'Un clic suffit.', answerUntil, filter });
  for (const [index, person] of answering.entries()) {
    const rows = await rowsOfPerson(ctx.db.sql, id, person.id as string);
    const answers = rows.map(({ asset }, i) => ({
      assetId: asset.id,
      answer: index === 0 && i === 0 && rows.length > 1 ? ('lost' as const) : ('have' as const),
      note: null,
    }));
    if (answers.length > 0) await answerCampaign(ctx, person, id, { answers });
  }
}
