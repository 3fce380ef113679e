import type { Context } from '../platform/context.ts';
import { deletePerson } from './person-store.ts';

/** Makes a person never have been, when nothing speaks of them yet; for the undoing of an import alone. */
export const removePerson = (tx: Context, id: string): Promise<void> => deletePerson(tx.db.sql, id);
