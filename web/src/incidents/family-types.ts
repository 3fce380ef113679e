import type { childAnswer, familyAnswer, fanOutAnswer, splitAnswer } from '../../../server/incidents/family-schemas.ts';
import type { incidentRefAnswer } from '../../../server/incidents/incident-schemas.ts';
import type { Answer } from '../api/types.ts';

export type Family = Answer<typeof familyAnswer>;
export type FanOut = Answer<typeof fanOutAnswer>;
export type Child = Answer<typeof childAnswer>;
export type Split = Answer<typeof splitAnswer>;
export type IncidentRef = Answer<typeof incidentRefAnswer>;
