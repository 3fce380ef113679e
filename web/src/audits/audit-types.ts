import type {
  auditAnswer,
  auditItemAnswer,
  auditPlaceAnswer,
  correctionAnswer,
  correctionsAnswer,
  sightingAnswer,
} from '../../../server/audits/audit-schemas.ts';
import type { auditScanAnswer } from '../../../server/audits/scan-schemas.ts';
import type { Answer } from '../api/types.ts';

export type Audit = Answer<typeof auditAnswer>;
export type AuditItem = Answer<typeof auditItemAnswer>;
export type AuditPlace = Answer<typeof auditPlaceAnswer>;
export type AuditScan = Answer<typeof auditScanAnswer>;
export type Correction = Answer<typeof correctionAnswer>;
export type Corrections = Answer<typeof correctionsAnswer>;
export type Sighting = Answer<typeof sightingAnswer>;
