import type { z } from 'zod';
import type { Context } from '../platform/context.ts';
import { skippedFiles } from './attachment-text-store.ts';
import { incidentRefs } from './incident-queries.ts';
import type { skippedFileAnswer } from './search-schemas.ts';

/** Attached files whose words could not be read, or not all of them, with the reason; the newest first. */
export async function listSkippedFiles(ctx: Context, limit: number): Promise<Array<z.output<typeof skippedFileAnswer>>> {
  const files = await skippedFiles(ctx.db.sql, limit);
  const incidents = await incidentRefs(
    ctx.db.sql,
    files.map(({ incidentId }) => incidentId),
  );
  return files.flatMap(({ id, incidentId, name, state, reason }) => {
    const incident = incidents.get(incidentId);
    const url = `/api/v1/incidents/${incidentId}/attachments/${id}`;
    return incident ? [{ id, name, state: state === 'partial' ? 'partial' : 'skipped', reason, incident, url }] : [];
  });
}
