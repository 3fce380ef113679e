import type { Sql } from '../../../db/connection.ts';
import { afterCursor, type SortColumn, toPage } from '../../platform/keyset.ts';
import type { LabelTemplate } from './label-schemas.ts';

export type Template = Omit<LabelTemplate, 'createdAt' | 'updatedAt'> & { createdAt: Date; updatedAt: Date };

const byName: SortColumn[] = [
  { column: 'name', direction: 'asc' },
  { column: 'id', direction: 'asc' },
];

/** The template with this id, or null. */
export async function findTemplate(sql: Sql, id: string): Promise<Template | null> {
  return (await sql('labelTemplates').where({ id }).first()) ?? null;
}

/** The template that is offered first, or null. */
export async function defaultTemplate(sql: Sql): Promise<Template | null> {
  return (await sql('labelTemplates').where({ isDefault: true }).orderBy(['name', 'id']).first()) ?? null;
}

export async function listTemplates(sql: Sql, range: { limit: number; cursor?: string | undefined }) {
  const query = sql('labelTemplates')
    .select('*')
    .limit(range.limit + 1);
  const rows: Template[] = await afterCursor(query, byName, range.cursor);
  return toPage(rows, range.limit, ({ name, id }) => [name, id]);
}

const rowOf = ({ paper, design, ...row }: Template): Record<string, unknown> => ({
  ...row,
  paperJson: JSON.stringify(paper),
  designJson: JSON.stringify(design),
});

export async function insertTemplate(tx: Sql, template: Template): Promise<void> {
  await tx('labelTemplates').insert(rowOf(template));
}

/** Writes a template that still has the version before; answers false when somebody was faster. */
export async function updateTemplate(tx: Sql, template: Template): Promise<boolean> {
  const { id, ...row } = rowOf(template);
  const count = await tx('labelTemplates')
    .where({ id, version: template.version - 1 } as object)
    .update(row);
  return count === 1;
}

export async function deleteTemplate(tx: Sql, id: string): Promise<void> {
  await tx('labelTemplates').where({ id }).delete();
}

/** Leaves the others without the mark of being offered first. */
export async function unmarkOthers(tx: Sql, id: string): Promise<void> {
  await tx('labelTemplates').whereNot({ id }).where({ isDefault: true }).update({ isDefault: false });
}
