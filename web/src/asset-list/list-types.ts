import type { z } from 'zod';
import type { bulkChangeAnswer, bulkItemAnswer, bulkPreviewAnswer, newBulkChange } from '../../../server/assets/bulk/bulk-schemas.ts';
import type { facetAnswer } from '../../../server/assets/facet-schemas.ts';
import type { ListColumn } from '../../../server/assets/list-column-schemas.ts';
import type { assetViewAnswer } from '../../../server/views/asset-view-schemas.ts';
import type { Answer } from '../api/types.ts';

export type Facets = Answer<typeof facetAnswer>;
export type FacetName = keyof Facets['facets'];
export type Column = ListColumn;
export type AssetView = Answer<typeof assetViewAnswer>;
export type BulkChange = Answer<typeof bulkChangeAnswer>;
export type BulkItem = Answer<typeof bulkItemAnswer>;
export type BulkPreview = Answer<typeof bulkPreviewAnswer>;
export type BulkAction = z.input<typeof newBulkChange>['action'];
export type BulkSubject = { assetIds: string[] } | { filters: Record<string, string> };
