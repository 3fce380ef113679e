import { z } from 'zod';
import { assetRefAnswer } from '../../assets/asset-schemas.ts';
import { id, instantAnswer, page, pageQuery, text, version } from '../../platform/schemas.ts';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
export const softwarePolicies = ['allowed', 'forbidden'] as const;

export const assetSoftwareQuery = z.object({
  ...pageQuery,
  /** Also parts of the operating system. */
  system: flag.default(false),
  /** What was there once, instead of what is there. */
  removed: flag.default(false),
  /** The beginning of a name. */
  q: text(200, 0).optional(),
});
export type AssetSoftwareQuery = z.output<typeof assetSoftwareQuery>;

export const assetSoftwareAnswer = z
  .object({
    id,
    name: z.string(),
    publisher: z.string().nullable(),
    version: z.string().nullable(),
    origin: z.string().nullable(),
    isSystem: z.boolean(),
    policy: z.enum(softwarePolicies).nullable(),
    installedOn: z.string().nullable(),
    firstSeenAt: instantAnswer,
    removedAt: instantAnswer.nullable(),
  })
  .meta({ id: 'InstalledSoftware' });
export const assetSoftwarePage = page(assetSoftwareAnswer);

export const softwareQuery = z.object({
  ...pageQuery,
  /** The beginning of a name. */
  q: text(200, 0).optional(),
  policy: z.enum([...softwarePolicies, 'none']).optional(),
  system: flag.default(false),
});
export type SoftwareQuery = z.output<typeof softwareQuery>;

export const softwareTitleAnswer = z
  .object({
    id,
    name: z.string(),
    publisher: z.string().nullable(),
    origin: z.string().nullable(),
    isSystem: z.boolean(),
    policy: z.enum(softwarePolicies).nullable(),
    policyNote: z.string().nullable(),
    /** On how many machines it is now. */
    installationCount: z.number().int(),
    versionCount: z.number().int(),
    version,
  })
  .meta({ id: 'SoftwareTitle' });
export type SoftwareTitleAnswer = z.output<typeof softwareTitleAnswer>;
export const softwareTitlePage = page(softwareTitleAnswer);

export const softwareDetailAnswer = softwareTitleAnswer
  .extend({
    versions: z.array(z.object({ version: z.string().nullable(), installationCount: z.number().int() })),
  })
  .meta({ id: 'SoftwareDetail' });

export const installationQuery = z.object({ ...pageQuery, version: z.string().max(200).optional() });
export const installationAnswer = z
  .object({
    asset: assetRefAnswer,
    version: z.string().nullable(),
    installedOn: z.string().nullable(),
    firstSeenAt: instantAnswer,
  })
  .meta({ id: 'SoftwareInstallation' });
export const installationPage = page(installationAnswer);

export const policyBody = z.strictObject({
  policy: z.enum(softwarePolicies).nullable(),
  note: text(500).nullable().default(null),
});
export type PolicyBody = z.output<typeof policyBody>;
