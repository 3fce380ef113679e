import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import type { newSupportGroup, supportGroupChanges } from './organisation-schemas.ts';
import type { PersonRef } from './person.ts';
import { membersOf, personRefs } from './person-queries.ts';
import {
  clearOtherDefaults,
  findSupportGroup,
  insertSupportGroup,
  listSupportGroups,
  replaceMembers,
  type SupportGroup,
  updateSupportGroup,
} from './support-group-store.ts';

export type SupportGroupWithMembers = SupportGroup & { members: PersonRef[] };

/** Adds a support group with its members; 422 when the name is taken or a member does not exist. */
export async function addSupportGroup(ctx: Context, input: z.output<typeof newSupportGroup>): Promise<SupportGroupWithMembers> {
  const { memberIds, ...fields } = input;
  const group: SupportGroup = { ...fields, id: newId(), version: 1, createdAt: ctx.clock() };
  return transact(ctx, async (tx) => {
    await checkName(tx, group.id, group.name);
    if (group.isDefault) await clearOtherDefaults(tx.db.sql, group.id);
    await insertSupportGroup(tx.db.sql, group);
    await setMembers(tx, group.id, memberIds);
    return { ...group, members: await membersOf(tx.db.sql, group.id) };
  });
}

/** Changes a support group; `memberIds`, when given, is the whole list. 412 when `ifMatch` is not the present version. */
export async function changeSupportGroup(
  ctx: Context,
  id: string,
  changes: z.output<typeof supportGroupChanges>,
  ifMatch: number | null,
): Promise<SupportGroupWithMembers> {
  const { memberIds, ...fields } = changes;
  return transact(ctx, async (tx) => {
    const group = await findSupportGroup(tx.db.sql, id);
    if (!group) throw notFound('support group');
    const { version } = group;
    if (ifMatch !== null && ifMatch !== version) throw new Problem('version_mismatch', undefined, { extra: { version } });
    if (fields.name) await checkName(tx, id, fields.name);
    if (fields.isDefault) await clearOtherDefaults(tx.db.sql, id);
    if (!(await updateSupportGroup(tx.db.sql, id, version, fields))) throw new Problem('version_mismatch');
    if (memberIds) await setMembers(tx, id, memberIds);
    return { ...group, ...fields, version: version + 1, members: await membersOf(tx.db.sql, id) };
  });
}

async function checkName(tx: Context, id: string, name: string): Promise<void> {
  const taken = (await listSupportGroups(tx.db.sql)).some((group) => group.id !== id && group.name === name);
  if (taken) throw invalid('/name', 'There is a support group of this name already');
}

async function setMembers(tx: Context, id: string, memberIds: string[]): Promise<void> {
  const known = await personRefs(tx.db.sql, memberIds);
  const unknown = memberIds.findIndex((memberId) => !known.has(memberId));
  if (unknown >= 0) throw invalid(`/memberIds/${unknown}`, 'There is no such person');
  await replaceMembers(tx.db.sql, id, [...new Set(memberIds)]);
}
