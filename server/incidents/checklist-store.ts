import type { Sql } from '../../db/connection.ts';

export interface ChecklistItem {
  id: string;
  incidentId: string;
  position: number;
  text: string;
  assigneeId: string | null;
  doneAt: Date | null;
  doneById: string | null;
  version: number;
  createdAt: Date;
}

export interface ChecklistTemplate {
  id: string;
  name: string;
  /** Null: for incidents of every service. */
  serviceId: string | null;
  items: string[];
  version: number;
  createdAt: Date;
}

/** The checklist of an incident in its order. */
export async function checklistOf(sql: Sql, incidentId: string): Promise<ChecklistItem[]> {
  return sql('checklistItems').where({ incidentId }).orderBy(['position', 'id']).limit(500);
}

export async function insertChecklistItems(tx: Sql, items: ChecklistItem[]): Promise<void> {
  if (items.length > 0) await tx('checklistItems').insert(items);
}

/** The item of this incident with this id, or null. */
export async function findChecklistItem(sql: Sql, incidentId: string, id: string): Promise<ChecklistItem | null> {
  return (await sql('checklistItems').where({ incidentId, id }).first()) ?? null;
}

/** Changes an item that still has this version; false when somebody was faster. */
export async function updateChecklistItem(tx: Sql, id: string, version: number, changes: Partial<ChecklistItem>): Promise<boolean> {
  return (
    (await tx('checklistItems')
      .where({ id, version })
      .update({ ...changes, version: version + 1 })) === 1
  );
}

/** Puts an item elsewhere in its list; no change of the item itself. */
export async function moveChecklistItem(tx: Sql, id: string, position: number): Promise<void> {
  await tx('checklistItems').where({ id }).update({ position });
}

export async function deleteChecklistItems(tx: Sql, ids: string[]): Promise<void> {
  await tx('checklistItems').whereIn('id', ids).delete();
}

/** Templates by name: those of a service and those of all, or every one. */
export async function listTemplates(sql: Sql, serviceId?: string | null): Promise<ChecklistTemplate[]> {
  const query = sql('checklistTemplates').orderBy(['name', 'id']).limit(500);
  if (serviceId !== undefined) query.where((any) => void any.whereNull('serviceId').orWhere({ serviceId }));
  return query;
}

export async function findTemplate(sql: Sql, id: string): Promise<ChecklistTemplate | null> {
  return (await sql('checklistTemplates').where({ id }).first()) ?? null;
}

export async function findTemplateByName(sql: Sql, name: string): Promise<ChecklistTemplate | null> {
  return (await sql('checklistTemplates').where({ name }).first()) ?? null;
}

export async function insertTemplate(tx: Sql, { items, ...template }: ChecklistTemplate): Promise<void> {
  await tx('checklistTemplates').insert({ ...template, itemsJson: JSON.stringify(items) });
}

/** Changes a template that still has this version; false when somebody was faster. */
export async function updateTemplate(tx: Sql, id: string, version: number, changes: Partial<ChecklistTemplate>): Promise<boolean> {
  const { items, ...columns } = changes;
  const written = { ...columns, ...(items && { itemsJson: JSON.stringify(items) }), version: version + 1 };
  return (await tx('checklistTemplates').where({ id, version }).update(written)) === 1;
}

export async function deleteTemplate(tx: Sql, id: string): Promise<void> {
  await tx('checklistTemplates').where({ id }).delete();
}
