import { z } from 'zod';
import { calendarDate, id, instantAnswer, line, page, pageQuery, text, version } from '../platform/schemas.ts';
import { approvals, requestStates } from './asset-request.ts';

const item = {
  name: line(120),
  description: text(1000).nullable(),
  approval: z.enum(approvals),
  isOffered: z.boolean(),
};
export const newItem = z.strictObject({
  ...item,
  description: item.description.default(null),
  approval: item.approval.default('manager'),
  isOffered: item.isOffered.default(true),
});
export const itemChanges = z.strictObject(item).partial();
export const itemAnswer = z
  .object({
    id,
    name: z.string(),
    description: z.string().nullable(),
    approval: z.enum(approvals),
    isOffered: z.boolean(),
    version,
  })
  .meta({ id: 'RequestableItem' });
export const itemList = z.object({ items: z.array(itemAnswer) });

export const newRequest = z
  .strictObject({
    /** Something that is offered; or say in `what`. */
    itemId: id.optional(),
    what: line(200).optional(),
    reason: text(2000).nullable().default(null),
    neededOn: calendarDate.nullable().default(null),
    /** Who is to have it; me unless told. */
    personId: id.optional(),
  })
  .refine(({ itemId, what }) => itemId !== undefined || what !== undefined, { path: ['what'], message: 'say what, or give itemId' });
export type NewRequest = z.output<typeof newRequest>;

export const decisionBody = z
  .strictObject({ decision: z.enum(['approve', 'refuse']), note: text(1000).nullable().default(null) })
  .refine(({ decision, note }) => decision === 'approve' || note, { path: ['note'], message: 'say why' });
export type Decision = z.output<typeof decisionBody>;

const who = z.object({ id: z.string(), name: z.string() });

export const requestAnswer = z
  .object({
    id,
    number: z.string(),
    person: who,
    askedBy: who,
    item: z.object({ id: z.string(), name: z.string() }).nullable(),
    what: z.string(),
    reason: z.string().nullable(),
    neededOn: z.string().nullable(),
    state: z.enum(requestStates),
    /** Who decides; null: any lead. */
    approver: who.nullable(),
    decidedBy: who.nullable(),
    decisionNote: z.string().nullable(),
    decidedAt: instantAnswer.nullable(),
    handOverId: z.string().nullable(),
    createdAt: instantAnswer,
    mayDecide: z.boolean(),
    mayCancel: z.boolean(),
    version,
  })
  .meta({ id: 'AssetRequest' });
export type RequestAnswer = z.output<typeof requestAnswer>;

export const requestPage = page(requestAnswer);
export const requestParams = z.object({ id: text(64) });
export const requestQuery = z.object({
  ...pageQuery,
  state: z.enum(requestStates).optional(),
  personId: id.optional(),
  /** What waits for this person's decision. */
  approverId: id.optional(),
});
