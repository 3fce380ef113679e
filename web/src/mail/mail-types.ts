import type {
  inboundMailAnswer,
  inboundMailItem,
  incidentMailAnswer,
  mailboxAnswer,
  mailboxCheckAnswer,
  mailLimitAnswer,
  outgoingMailAnswer,
  policyAnswer,
  undeliverableAnswer,
} from '../../../server/inbound-mail/inbound-mail-schemas.ts';
import type { Answer } from '../api/types.ts';

export type MailItem = Answer<typeof inboundMailItem>;
export type Mail = Answer<typeof inboundMailAnswer>;
export type IncidentMail = Answer<typeof incidentMailAnswer>;
export type OutgoingMail = Answer<typeof outgoingMailAnswer>;
export type Mailbox = Answer<typeof mailboxAnswer>;
export type MailboxCheck = Answer<typeof mailboxCheckAnswer>;
export type MailPolicy = Answer<typeof policyAnswer>;
export type DeadAddress = Answer<typeof undeliverableAnswer>;
export type MailLimit = Answer<typeof mailLimitAnswer>;
