import { z } from 'zod';
import { text } from '../platform/schemas.ts';
import { assetFilter } from './asset-schemas.ts';

/** What assets are counted by, in every combination; the database keeps the counts, whoever writes. */
export const facetNames = ['kind', 'status', 'criticality', 'locationId', 'manufacturer'] as const;
export type FacetName = (typeof facetNames)[number];

export const facetQuery = z.object({ ...assetFilter, q: text(200, 0).optional() });

export const facetAnswer = z
  .object({
    total: z.number().int(),
    /** True when there are more than were counted; the counts are of those that were. */
    isMore: z.boolean(),
    /** The values of each facet, most frequent first; `value` is empty for assets that have none. */
    facets: z.record(z.enum(facetNames), z.array(z.object({ value: z.string(), label: z.string().nullable(), count: z.number().int() }))),
    /** Where one stands in the tree of places, from the top, and what lies below with all that is in it. */
    places: z.object({
      path: z.array(z.object({ id: z.string(), name: z.string() })),
      items: z.array(z.object({ id: z.string(), name: z.string(), count: z.number().int() })),
    }),
  })
  .meta({ id: 'AssetFacets' });
export type FacetAnswer = z.output<typeof facetAnswer>;
