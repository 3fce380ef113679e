import { type Asset, checkMayComeIn, checkMayGoOut } from '../assets/asset.ts';
import { maySeeAsset } from '../assets/asset-policy.ts';
import { lockAssets, readAssets } from '../assets/lock-assets.ts';
import type { Language, Person } from '../people/person.ts';
import { findPerson } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { sha256 } from '../platform/ids.ts';
import { invalid, Problem } from '../platform/problem.ts';
import { reservedReason } from '../reservations/hand-out.ts';
import { collectedNow, type Reservation } from '../reservations/reservation.ts';
import { reservationsOfAssets } from '../reservations/reservation-queries.ts';
import { itemOf } from './hand-over.ts';
import type { HandOverDraft } from './hand-over-schemas.ts';
import { findText } from './hand-over-store.ts';
import { defaultText, writeText } from './hand-over-text.ts';

export interface PlannedItem {
  asset: Asset | null;
  item: ReturnType<typeof itemOf>;
  /** The person who signs has it already. */
  isHeld: boolean;
  problem: string | null;
}

export interface HandOverPlan {
  person: Person;
  language: Language;
  text: string;
  textHash: string;
  items: PlannedItem[];
}

/**
 * What a hand-over would say, and what stands in its way; writes nothing. In a transaction its assets are held until the
 * end, so that what is found here is still so when custody changes.
 */
export async function planHandOver(ctx: Context, actor: Actor, draft: HandOverDraft): Promise<HandOverPlan> {
  const person = await signatory(ctx, draft);
  const wishes = draft.items.map(({ assetId }) => assetId);
  const assets = await (ctx.db.inTransaction ? lockAssets : readAssets)(ctx.db.sql, wishes);
  const ids = [...assets.values()].map(({ id }) => id);
  const reservations =
    draft.direction === 'out' && !draft.despiteReservations ? await reservationsOfAssets(ctx.db.sql, ids, ctx.clock()) : [];
  const items: PlannedItem[] = [];
  for (const wanted of draft.items) {
    const found = assets.get(wanted.assetId);
    const asset = found && maySeeAsset(actor, found) ? found : null;
    const isTwice = asset !== null && items.some((earlier) => earlier.asset?.id === asset.id);
    items.push(await planItem(ctx, draft, { asset, wanted, isTwice, reservations, person }));
  }
  const language = draft.language ?? person.language;
  const text = await textOf(ctx, actor, draft, person, language, items);
  return { person, language, text, textHash: sha256(text), items };
}

async function signatory(ctx: Context, { personId, direction }: HandOverDraft): Promise<Person> {
  const person = await findPerson(ctx.db.sql, personId);
  if (!person) throw invalid('/personId', 'There is no such person');
  if (!person.isActive && direction === 'out') throw invalid('/personId', `${person.name} has left`);
  return person;
}

interface ItemFacts {
  asset: Asset | null;
  wanted: HandOverDraft['items'][number];
  isTwice: boolean;
  reservations: Reservation[];
  person: Person;
}

async function planItem(ctx: Context, draft: HandOverDraft, facts: ItemFacts): Promise<PlannedItem> {
  const { asset, wanted, person } = facts;
  if (!asset) {
    const item = { assetId: wanted.assetId, tag: wanted.assetId, name: '', serial: null, make: null, condition: wanted.condition };
    return { asset, item, isHeld: false, problem: 'There is no such asset' };
  }
  const isHeld = asset.custodianType === 'person' && asset.custodianId === person.id;
  return { asset, item: itemOf(asset, wanted.condition), isHeld, problem: await problemOf(ctx, draft, { ...facts, asset }, isHeld) };
}

async function problemOf(ctx: Context, draft: HandOverDraft, facts: ItemFacts & { asset: Asset }, isHeld: boolean): Promise<string | null> {
  const { asset, wanted, isTwice, reservations, person } = facts;
  if (isTwice) return `${asset.tag} is here twice`;
  if (draft.direction === 'in') return isHeld ? reasonOf(() => checkMayComeIn(asset)) : `${person.name} does not have ${asset.tag}`;
  if (isHeld && wanted.isHeld) return null;
  if (wanted.isHeld) return `${person.name} does not have ${asset.tag}`;
  const reason = reasonOf(() => checkMayGoOut(asset));
  const own = reservations.filter(({ assetId }) => assetId === asset.id);
  const dueAt = draft.dueAt ?? collectedNow(own, person.id, ctx.clock())?.untilAt ?? null;
  return reason ?? (await reservedReason(ctx, asset, own, { personId: person.id, dueAt }));
}

/** What a rule refuses, as text; null when it does not. */
function reasonOf(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

async function textOf(ctx: Context, actor: Actor, draft: HandOverDraft, person: Person, language: Language, items: PlannedItem[]) {
  const own = await findText(ctx.db.sql, draft.direction, language);
  return writeText(own?.body ?? defaultText(draft.direction, language), {
    direction: draft.direction,
    language,
    timeZone: person.timeZone,
    personName: person.name,
    clerkName: actor.name,
    items: items.map(({ item }) => item),
    dueAt: draft.dueAt,
    note: draft.note,
  });
}
