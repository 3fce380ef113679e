import type { z } from 'zod';
import type {
  assetBackupsAnswer,
  coverageAnswer,
  expectationPage,
  failureRulesAnswer,
  newPolicy,
  overviewAnswer,
  policyAnswer,
  previewAnswer,
  retentionPreviewAnswer,
  runAnswer,
  runDetail,
} from '../../../server/backups/backup-schemas.ts';
import type { filesAnswer, pointAnswer, restoreAnswer, verificationAnswer } from '../../../server/backups/point-schemas.ts';
import type { capsAnswer, foreignAnswer, recoveryKitAnswer, repositoryAnswer } from '../../../server/backups/repository-schemas.ts';
import type { Answer } from '../api/types.ts';

export type Policy = Answer<typeof policyAnswer>;
export type NewPolicy = z.input<typeof newPolicy>;
export type Run = Answer<typeof runAnswer>;
export type RunDetail = Answer<typeof runDetail>;
export type RunStatus = Run['status'];
export type Point = Answer<typeof pointAnswer>;
export type Files = Answer<typeof filesAnswer>;
export type FileItem = Files['items'][number];
export type Repository = Answer<typeof repositoryAnswer>;
export type Restore = Answer<typeof restoreAnswer>;
export type Verification = Answer<typeof verificationAnswer>;
export type Coverage = Answer<typeof coverageAnswer>;
export type Overview = Answer<typeof overviewAnswer>;
export type AssetBackups = Answer<typeof assetBackupsAnswer>;
export type Preview = Answer<typeof previewAnswer>;
export type Expectation = Answer<typeof expectationPage>['items'][number];
export type Cap = Answer<typeof capsAnswer>['items'][number];
export type FailureRule = Answer<typeof failureRulesAnswer>['items'][number];
export type RecoveryKit = Answer<typeof recoveryKitAnswer>;
export type ForeignPoint = Answer<typeof foreignAnswer>['items'][number];
export type RetentionPreview = Answer<typeof retentionPreviewAnswer>;
export type Rung = Verification['rung'];
