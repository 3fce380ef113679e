import type { Sql } from '../../db/connection.ts';
import { supplierRefs } from '../finance/supplier-queries.ts';
import { type Installation, installationsOf, softwareRefs } from '../inventory/software/software-queries.ts';
import { dayIn } from '../platform/calendar-days.ts';
import type { Context } from '../platform/context.ts';
import { fromCents } from '../platform/money.ts';
import { notFound } from '../platform/problem.ts';
import { compareUse, isExpired, type Licence, overuseOf } from './licence.ts';
import type { LicenceAnswer, LicenceQuery } from './licence-schemas.ts';
import { type Covered, findLicence, licencesFor, listLicenceRows, softwareOfLicences } from './licence-store.ts';

/** What is installed of what licences are for, and how many seats there are for it. */
export interface Picture {
  titlesOf(licenceId: string): string[];
  installationsOf(licenceId: string): Installation[];
  /** Seats of all licences in force for the same titles; null for any number. */
  pooledSeats(licence: Licence): number | null;
}

/** Draws the picture for some licences in three reads. */
export async function pictureOf(sql: Sql, licences: readonly Licence[], today: string): Promise<Picture> {
  const covered: Covered[] = await softwareOfLicences(
    sql,
    licences.map(({ id }) => id),
  );
  const softwareIds = [...new Set(covered.map(({ softwareId }) => softwareId))];
  const installed = new Map<string, Installation[]>();
  for (const softwareId of softwareIds) installed.set(softwareId, []);
  for (const on of await installationsOf(sql, softwareIds)) installed.get(on.softwareId)?.push(on);
  const pool = await licencesFor(sql, softwareIds, today);
  const titlesOf = (licenceId: string) => covered.filter((one) => one.licenceId === licenceId).map(({ softwareId }) => softwareId);
  return {
    titlesOf,
    installationsOf: (licenceId) => titlesOf(licenceId).flatMap((softwareId) => installed.get(softwareId) ?? []),
    pooledSeats: ({ id }) => {
      const titles = new Set(titlesOf(id));
      const sharing = new Map(pool.filter(({ softwareId }) => titles.has(softwareId)).map(({ licenceId, seats }) => [licenceId, seats]));
      const seats = [...sharing.values()];
      return seats.includes(null) ? null : seats.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    },
  };
}

/** How many seats a licence's installations need, and by how many that is too many. */
export function countIn(picture: Picture, licence: Licence): { installed: number | null; pooledSeats: number | null; overuse: number } {
  if (picture.titlesOf(licence.id).length === 0) return { installed: null, pooledSeats: licence.seats, overuse: 0 };
  const { installed } = compareUse(licence.metric, picture.installationsOf(licence.id), new Set());
  const pooledSeats = picture.pooledSeats(licence);
  return { installed, pooledSeats, overuse: overuseOf(installed, pooledSeats) };
}

async function shownAll(ctx: Context, licences: Licence[]): Promise<LicenceAnswer[]> {
  const { sql } = ctx.db;
  const today = dayIn(ctx.clock());
  const picture = await pictureOf(sql, licences, today);
  const titles = await softwareRefs(
    sql,
    licences.flatMap(({ id }) => picture.titlesOf(id)),
  );
  const suppliers = await supplierRefs(
    sql,
    licences.map(({ supplierId }) => supplierId),
  );
  return licences.map((licence) => {
    const { supplierId, costCents, sealedKey, ...fields } = licence;
    return {
      ...fields,
      ...countIn(picture, licence),
      software: picture.titlesOf(licence.id).flatMap((id) => titles.get(id) ?? []),
      hasKey: sealedKey !== null,
      supplier: suppliers.get(supplierId ?? '') ?? null,
      cost: fromCents(costCents),
      isExpired: isExpired(licence, today),
    };
  });
}

/** A licence as the API shows it. */
export const shown = async (ctx: Context, licence: Licence): Promise<LicenceAnswer> => (await shownAll(ctx, [licence]))[0] as LicenceAnswer;

/** The licence with this id; 404 otherwise. */
export async function knownLicence(ctx: Context, id: string): Promise<Licence> {
  const licence = await findLicence(ctx.db.sql, id);
  if (!licence) throw notFound('licence');
  return licence;
}

/** A page of licences by name, with how much of each is in use. */
export async function listLicences(ctx: Context, query: LicenceQuery) {
  const { items, nextCursor } = await listLicenceRows(ctx.db.sql, query);
  return { items: await shownAll(ctx, items), nextCursor };
}
