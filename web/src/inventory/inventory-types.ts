import type { changeAnswer } from '../../../server/inventory/changes/change-schemas.ts';
import type { differenceAnswer, factsAnswer } from '../../../server/inventory/facts/facts-schemas.ts';
import type { mergeAnswer, previewAnswer, reviewAnswer, ruleBookAnswer } from '../../../server/inventory/reconcile/review-schemas.ts';
import type { installationAnswer, softwareDetailAnswer, softwareTitleAnswer } from '../../../server/inventory/software/software-schemas.ts';
import type { Answer } from '../api/types.ts';

export type FactChange = Answer<typeof changeAnswer>;
export type AssetFacts = Answer<typeof factsAnswer>;
export type Difference = Answer<typeof differenceAnswer>;
export type Review = Answer<typeof reviewAnswer>;
export type RuleBook = Answer<typeof ruleBookAnswer>;
export type RulePreview = Answer<typeof previewAnswer>;
export type Rule = RuleBook['rules'][number];
export type WordType = Rule['keys'][number];
export type Joined = Answer<typeof mergeAnswer>;
export type Title = Answer<typeof softwareTitleAnswer>;
export type TitleDetail = Answer<typeof softwareDetailAnswer>;
export type TitleInstallation = Answer<typeof installationAnswer>;
