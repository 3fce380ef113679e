import { assetsInService, assetsOverdue, warrantiesEnding } from '../assets/alert-facts.ts';
import { livesEnding } from '../finance/end-of-life.ts';
import { contractsToWatch, repairsLate } from '../finance/finance-queries.ts';
import { silentSince } from '../inventory/agents/silent-agent-queries.ts';
import { licencesEnding, overusedLicences } from '../licences/licence-queries.ts';
import { personRefs } from '../people/person-queries.ts';
import { addDays, type Day, dayIn } from '../platform/calendar-days.ts';
import type { Context } from '../platform/context.ts';
import { lowStock } from '../stock/stock-queries.ts';
import type { AlertKind, AlertRule, Fact } from './alert.ts';

type Finder = (ctx: Context, rule: AlertRule, today: Day) => Promise<Fact[]>;

const dayMs = 86_400_000;

/** The days that a rule watches, seen from today. */
const span = ({ daysBefore, daysAfter }: AlertRule, today: Day): [Day, Day] => [addDays(today, -daysAfter), addDays(today, daysBefore)];

const warranty: Finder = async (ctx, rule, today) =>
  (await warrantiesEnding(ctx.db.sql, ...span(rule, today))).map(({ id, tag, name, warrantyUntil }) => ({
    subjectType: 'asset',
    subjectId: id,
    fact: warrantyUntil,
    dueOn: warrantyUntil,
    data: { name, tag },
  }));

const endOfLife: Finder = async (ctx, rule, today) =>
  (await livesEnding(ctx.db.sql, ...span(rule, today))).map(({ id, tag, name, endOfLifeOn }) => ({
    subjectType: 'asset',
    subjectId: id,
    fact: endOfLifeOn,
    dueOn: endOfLifeOn,
    data: { name, tag },
  }));

/** Notice is the matter while a contract would go on by itself, its end otherwise. */
const contract =
  (date: 'noticeBy' | 'endsOn'): Finder =>
  async (ctx, rule, today) => {
    const [from, to] = span(rule, today);
    return (await contractsToWatch(ctx.db.sql, today, rule.daysAfter)).flatMap(({ id, name, reference, term }) => {
      const on = term.isRenewing === (date === 'noticeBy') ? term[date] : null;
      if (!on || on < from || on > to || term.state === 'planned') return [];
      return [{ subjectType: 'contract', subjectId: id, fact: on, dueOn: on, data: { name, ...(reference && { detail: reference }) } }];
    });
  };

const repairLate: Finder = async (ctx, _, today) =>
  (await repairsLate(ctx.db.sql, today)).map(({ id, number, title, expectedOn, asset }) => ({
    subjectType: 'repair',
    subjectId: id,
    fact: expectedOn as Day,
    dueOn: expectedOn as Day,
    data: { name: asset ? `${asset.tag} · ${asset.name}` : title, tag: number, detail: title },
  }));

const overdue: Finder = async (ctx, { daysAfter }) => {
  const now = ctx.clock();
  const assets = await assetsOverdue(ctx.db.sql, new Date(now.getTime() - daysAfter * dayMs), now);
  const people = await personRefs(
    ctx.db.sql,
    assets.map(({ custodianId }) => custodianId),
  );
  return assets.map(({ id, tag, name, dueAt, custodianId }) => {
    const holder = people.get(custodianId ?? '')?.name;
    return {
      subjectType: 'asset',
      subjectId: id,
      fact: `${custodianId} ${dueAt.toISOString()}`,
      dueOn: dayIn(dueAt),
      data: { name, tag, ...(holder && { detail: holder }) },
    };
  });
};

/** What was received or ran out further in between is the same fact until there is enough again. */
const stockLow: Finder = async (ctx, _, today) =>
  (await lowStock(ctx.db.sql)).map(({ id, name, onHand, minimum }) => ({
    subjectType: 'stockItem',
    subjectId: id,
    fact: onHand === 0 ? 'none' : `low ${minimum}`,
    dueOn: today,
    data: { name, count: onHand },
  }));

const licenceExpiry: Finder = async (ctx, rule, today) =>
  (await licencesEnding(ctx.db.sql, ...span(rule, today))).map(({ id, name, expiresOn }) => ({
    subjectType: 'licence',
    subjectId: id,
    fact: expiresOn as Day,
    dueOn: expiresOn as Day,
    data: { name },
  }));

const licenceOveruse: Finder = async (ctx, _, today) =>
  (await overusedLicences(ctx.db.sql, today)).map(({ id, name, overuse }) => ({
    subjectType: 'licence',
    subjectId: id,
    fact: String(overuse),
    dueOn: today,
    data: { name, count: overuse },
  }));

const noContact: Finder = async (ctx, { daysBefore, daysAfter }) => {
  const now = ctx.clock().getTime();
  const oldest = now - (daysBefore + daysAfter) * dayMs;
  const silent = (await silentSince(ctx.db.sql, new Date(now - daysBefore * dayMs))).filter((one) => one.lastContactAt.getTime() >= oldest);
  const last = new Map(silent.map(({ assetId, lastContactAt }) => [assetId, lastContactAt]));
  return (await assetsInService(ctx.db.sql, [...last.keys()])).map(({ id, tag, name }) => ({
    subjectType: 'asset',
    subjectId: id,
    fact: (last.get(id) as Date).toISOString(),
    dueOn: dayIn(last.get(id) as Date),
    data: { name, tag },
  }));
};

/** What each kind of alert looks at. */
export const finders: Record<AlertKind, Finder> = {
  warranty,
  end_of_life: endOfLife,
  contract_notice: contract('noticeBy'),
  contract_end: contract('endsOn'),
  repair_late: repairLate,
  overdue,
  low_stock: stockLow,
  licence_expiry: licenceExpiry,
  licence_overuse: licenceOveruse,
  no_contact: noContact,
};
