import type { alertAnswer, alertCounts, digestAnswer, ruleAnswer } from '../../../server/alerts/alert-schemas.ts';
import type { Answer } from '../api/types.ts';

export type Alert = Answer<typeof alertAnswer>;
export type AlertCounts = Answer<typeof alertCounts>;
export type AlertRule = Answer<typeof ruleAnswer>;
export type AlertDigest = Answer<typeof digestAnswer>;
