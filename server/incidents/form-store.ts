import type { Sql } from '../../db/connection.ts';
import type { FormAnswer } from './service-form.ts';

export async function insertForm(tx: Sql, incidentId: string, answers: FormAnswer[]): Promise<void> {
  await tx('incidentForms').insert({ incidentId, answersJson: JSON.stringify(answers) });
}

/** What was answered when the incident was filed, in the order of the questions; empty when its service asked nothing. */
export async function findForm(sql: Sql, incidentId: string): Promise<FormAnswer[]> {
  return (await sql('incidentForms').where({ incidentId }).first())?.answers ?? [];
}
