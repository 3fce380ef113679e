import { takeTurn } from '../../db/take-turn.ts';
import { transact } from '../../db/transaction.ts';
import { dayIn } from '../platform/calendar-days.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { type Alert, type AlertKind, type AlertRule, alertKinds, compareFacts, defaultRules, type Fact } from './alert.ts';
import { insertAlerts, listRules, openAlerts, renameAlert, resolveAlerts } from './alert-store.ts';
import { finders } from './find-facts.ts';

/** The rules in force: what was changed, and otherwise what holds from the start. */
export async function rulesInForce(ctx: Context): Promise<AlertRule[]> {
  const changed = new Map((await listRules(ctx.db.sql)).map((rule) => [rule.kind, rule]));
  return alertKinds.map((kind) => changed.get(kind) ?? { kind, ...defaultRules[kind] });
}

/**
 * Sweep: opens an alert for every fact that is new, and closes those that are so no more. A fact that changed is another
 * alert. It may run at any time and in any number of processes; one kind that fails leaves the others alone.
 */
export async function keepAlerts(ctx: Context): Promise<void> {
  for (const rule of await rulesInForce(ctx)) {
    try {
      await keepKind(ctx, rule);
    } catch (error) {
      ctx.log.error({ err: error, kind: rule.kind }, 'alerts of a kind could not be looked for; it comes again');
    }
  }
}

async function keepKind(ctx: Context, rule: AlertRule): Promise<void> {
  const find = async (): Promise<Fact[]> => (rule.isEnabled ? finders[rule.kind](ctx, rule, dayIn(ctx.clock())) : []);
  const facts = await find();
  // Most of the time nothing changed: that costs no transaction.
  if (isEmpty(compareFacts(await openAlerts(ctx.db.sql, rule.kind), facts))) return;
  await transact(ctx, async (tx) => {
    await takeTurn(tx.db.sql, `alerts:${rule.kind}`);
    const changes = compareFacts(await openAlerts(tx.db.sql, rule.kind), facts);
    if (isEmpty(changes)) return;
    await resolveAlerts(
      tx.db.sql,
      changes.ended.map(({ id }) => id),
      tx.clock(),
    );
    await insertAlerts(
      tx.db.sql,
      changes.fresh.map((fact) => alertOf(rule.kind, fact, tx.clock())),
    );
    for (const { alert, data } of changes.renamed) await renameAlert(tx.db.sql, alert.id, data);
    tx.db.afterCommit(() => tx.live.publish({ type: 'alert.changed', id: rule.kind, audience: { role: 'technician' } }));
  });
}

const isEmpty = ({ fresh, ended, renamed }: ReturnType<typeof compareFacts>): boolean => fresh.length + ended.length + renamed.length === 0;

const alertOf = (kind: AlertKind, fact: Fact, now: Date): Alert => ({
  ...fact,
  id: newId(),
  kind,
  openedAt: now,
  resolvedAt: null,
  dismissedById: null,
  dismissedByName: null,
  dismissedAt: null,
  note: null,
});
