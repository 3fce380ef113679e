import type { escalationPolicyAnswer, escalationPreviewAnswer } from '../../../server/escalation/escalation-schemas.ts';
import type {
  coverageAnswer,
  onCallScheduleAnswer,
  overrideAnswer,
  temporaryScheduleAnswer,
} from '../../../server/escalation/on-call-schemas.ts';
import type { adoptionPreviewAnswer } from '../../../server/incidents/adoption-schemas.ts';
import type { serviceAnswer } from '../../../server/incidents/service-schemas.ts';
import type {
  adoptionAnswer,
  calendarImportAnswer,
  importPreviewAnswer,
  previewAnswer,
  serviceCalendarAnswer,
  serviceLevelAgreementAnswer,
} from '../../../server/service-levels/service-level-schemas.ts';
import type { Answer } from '../api/types.ts';

export type Service = Answer<typeof serviceAnswer>;
export type Calendar = Answer<typeof serviceCalendarAnswer>;
export type CalendarPreview = Answer<typeof previewAnswer>;
export type CalendarImport = Answer<typeof calendarImportAnswer>;
export type ImportPreview = Answer<typeof importPreviewAnswer>;
export type Adoption = Answer<typeof adoptionAnswer>;
export type AdoptionPreview = Answer<typeof adoptionPreviewAnswer>;
export type Agreement = Answer<typeof serviceLevelAgreementAnswer>;
export type PolicyPreviewAnswer = Answer<typeof escalationPreviewAnswer>;
export type EscalationPolicy = Answer<typeof escalationPolicyAnswer>;
export type OnCallSchedule = Answer<typeof onCallScheduleAnswer>;
export type Override = Answer<typeof overrideAnswer>;
export type TemporarySchedule = Answer<typeof temporaryScheduleAnswer>;
export type Shifts = Answer<typeof coverageAnswer>;
export type Rotation = OnCallSchedule['rotations'][number];

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];
export type Window = string[];
export type Week = Record<string, Window[]>;
