import type { contactMethodAnswer, deliveryAnswer, rulesAnswer } from '../../../server/notifications/contact-schemas.ts';
import { useGet, useList } from '../api/queries.ts';
import type { Answer } from '../api/types.ts';

export type ContactMethod = Answer<typeof contactMethodAnswer>;
export type Rules = Answer<typeof rulesAnswer>;
export type RuleStep = Rules['page'][number];
export type Delivery = Answer<typeof deliveryAnswer>;

export const useContactMethods = () => useList<ContactMethod>('/me/contact-methods');
export const useRules = () => useGet<Rules>('/me/notification-rules');
