import type { Context } from '../server/platform/context.ts';
import type { Company } from './demo-company.ts';

/** Two policies: one saves Coulisse's own data; the other fails, and an incident tells. */
export async function backUpDemo(_tx: Context, _company: Company): Promise<void> {}
