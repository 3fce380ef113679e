import { nextNumber } from '../../db/counters.ts';
import { transact } from '../../db/transaction.ts';
import { notify } from '../notifications/notify.ts';
import type { Person } from '../people/person.ts';
import { activePeopleWith, findPerson } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, Problem } from '../platform/problem.ts';
import { type AssetRequest, type RequestableItem, requestNumber } from './asset-request.ts';
import { announceRequest } from './fulfil-request.ts';
import type { NewRequest, RequestAnswer } from './request-schemas.ts';
import { findItem, insertRequest } from './request-store.ts';
import { requestView } from './request-view.ts';
import { linkUntil } from './tell-custody.ts';

/**
 * Asks for a device. Whoever must agree is told, with a link that works without signing in; where nobody must, it waits to
 * be handed over at once.
 */
export async function requestAsset(ctx: Context, actor: Actor, input: NewRequest): Promise<RequestAnswer> {
  return transact(ctx, async (tx) => {
    const item = input.itemId ? await offeredItem(tx, input.itemId) : null;
    const person = await receiver(tx, actor, input.personId ?? actor.id ?? '');
    const approverId = await approverOf(tx, actor, person, item);
    const isFree = item?.approval === 'none';
    const request: AssetRequest = {
      id: newId(),
      number: await nextNumber(tx.db.sql, 'assetRequests'),
      personId: person.id,
      askedById: actor.id as string,
      itemId: item?.id ?? null,
      what: input.what ?? (item as RequestableItem).name,
      reason: input.reason,
      neededOn: input.neededOn,
      state: isFree ? 'approved' : 'waiting',
      approverId,
      decidedById: null,
      decisionNote: null,
      decidedAt: isFree ? tx.clock() : null,
      handOverId: null,
      version: 1,
      createdAt: tx.clock(),
    };
    await insertRequest(tx.db.sql, request);
    if (!isFree) await askApprovers(tx, actor, request, person);
    announceRequest(tx, request);
    return requestView(tx.db.sql, actor, request);
  });
}

async function offeredItem(tx: Context, id: string): Promise<RequestableItem> {
  const item = await findItem(tx.db.sql, id);
  if (!item?.isOffered) throw invalid('/itemId', 'This is not offered');
  return item;
}

/** For oneself, for whom one manages, or at the desk for anybody. */
async function receiver(tx: Context, actor: Actor, personId: string): Promise<Person> {
  const person = await findPerson(tx.db.sql, personId);
  const mayAsk = person && (person.id === actor.id || person.managerId === actor.id || hasRole(actor, 'technician'));
  if (!mayAsk) throw invalid('/personId', 'There is no such person, or you may not ask for them');
  if (!person.isActive) throw invalid('/personId', `${person.name} has left`);
  if (actor.id === null) throw new Problem('forbidden');
  return person;
}

/** The manager, unless there is none, they have left, or ask themselves; then any lead. */
async function approverOf(tx: Context, actor: Actor, person: Person, item: RequestableItem | null): Promise<string | null> {
  if (item && item.approval !== 'manager') return null;
  const manager = person.managerId && person.managerId !== actor.id ? await findPerson(tx.db.sql, person.managerId) : null;
  return manager?.isActive ? manager.id : null;
}

async function askApprovers(tx: Context, actor: Actor, request: AssetRequest, person: Person): Promise<void> {
  const leads = [...(await activePeopleWith(tx.db.sql, 'lead')), ...(await activePeopleWith(tx.db.sql, 'admin'))];
  const recipients = request.approverId ? [request.approverId] : leads.filter((id) => id !== request.personId && id !== request.askedById);
  const lines = [request.personId === request.askedById ? null : `→ ${person.name}`, request.neededOn, request.reason];
  await notify(tx, {
    recipientIds: recipients,
    kind: 'custody.requestFiled',
    subject: { type: 'assetRequest', id: request.id },
    data: {
      number: requestNumber(request.number),
      title: request.what,
      actor: actor.name,
      text: lines.filter(Boolean).join('\n'),
      link: { action: 'assetRequest.decide', path: 'decide', until: linkUntil(tx.clock()).toISOString() },
    },
    key: `custody.requestFiled:${request.id}`,
  });
}
