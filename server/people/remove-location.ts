import type { Context } from '../platform/context.ts';
import { deleteLocation } from './location-store.ts';

/** Makes a location never have been, when nothing stands in it; for the undoing of an import alone. */
export const removeLocation = (tx: Context, id: string): Promise<void> => deleteLocation(tx.db.sql, id);
