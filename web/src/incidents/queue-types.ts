import type { z } from 'zod';
import type { bulkChangeAnswer, bulkItemAnswer, newBulkChange } from '../../../server/incidents/bulk-schemas.ts';
import type { newView, viewAnswer, viewCounts } from '../../../server/views/view-schemas.ts';
import type { Answer } from '../api/types.ts';

export type View = Answer<typeof viewAnswer>;
export type ViewCounts = Answer<typeof viewCounts>;
export type NewView = z.input<typeof newView>;
export type Column = View['columns'][number];
export type BulkChange = Answer<typeof bulkChangeAnswer>;
export type BulkItem = Answer<typeof bulkItemAnswer>;
export type BulkAction = z.input<typeof newBulkChange>['action'];
