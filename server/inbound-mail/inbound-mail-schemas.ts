import { z } from 'zod';
import { incidentRefAnswer } from '../incidents/incident-schemas.ts';
import { personRefAnswer } from '../people/person-schemas.ts';
import { id, instant, instantAnswer, line, page, pageQuery, version } from '../platform/schemas.ts';
import { mailOutcomes, mailSources, mailStatuses } from './inbound-mail.ts';

/** What became of a mail that was sent in; with 503 the sender keeps it and tries again. */
export const receivedAnswer = z
  .object({
    outcome: z.enum(mailOutcomes),
    incidentId: id.optional(),
    /** The mail itself, to ask later how it came to this. */
    mailId: id,
    reason: z.string().optional(),
  })
  .meta({ id: 'ReceivedMail' });

export const inboundMailItem = z
  .object({
    id,
    source: z.enum(mailSources),
    mailbox: z.object({ id, name: z.string() }).nullable(),
    sizeBytes: z.number().int(),
    status: z.enum(mailStatuses),
    outcome: z.enum(mailOutcomes).nullable(),
    /** Why it came out so, as a word that programs can test. */
    reason: z.string().nullable(),
    from: z.object({ address: z.string().nullable(), name: z.string().nullable() }),
    subject: z.string().nullable(),
    person: personRefAnswer.nullable(),
    /** What our mail server says of the sender; null before the mail was looked at. */
    verification: z.enum(['pass', 'fail', 'none']).nullable(),
    isTrusted: z.boolean(),
    isAutomatic: z.boolean(),
    incident: incidentRefAnswer.nullable(),
    commentId: z.string().nullable(),
    receivedAt: instantAnswer,
    processedAt: instantAnswer.nullable(),
  })
  .meta({ id: 'InboundMailItem' });

export const traceAnswer = z.array(z.object({ step: z.string(), result: z.string(), detail: z.string().optional() }));

/** A mail with its words and the way that it took. */
export const inboundMailAnswer = inboundMailItem
  .extend({
    messageId: z.string().nullable(),
    duplicateOfId: z.string().nullable(),
    text: z.string().nullable().meta({ description: 'Everything that was written, with what it quotes' }),
    html: z.string().nullable().meta({ description: 'Made harmless; pictures from the network are not fetched' }),
    trace: traceAnswer,
    /** Where to download the original. */
    originalUrl: z.string(),
  })
  .meta({ id: 'InboundMail' });

export const inboundMailQuery = z.object({
  ...pageQuery,
  status: z.enum(mailStatuses).optional(),
  outcome: z.enum(mailOutcomes).optional(),
});

export const inboundMailPage = page(inboundMailItem).extend({
  quarantined: z.number().int().meta({ description: 'How many wait for a decision, counted to 100' }),
});

export const release = z.strictObject({
  incidentId: z.string().min(1).max(64).nullable().default(null).meta({ description: 'Id or number; null files a new incident' }),
});

/** A mail of an incident as its page shows it beside the words. */
export const incidentMailAnswer = z
  .object({
    id,
    commentId: z.string().nullable(),
    incidentId: id,
    from: z.object({ address: z.string().nullable(), name: z.string().nullable() }),
    verification: z.enum(['pass', 'fail', 'none']).nullable(),
    isTrusted: z.boolean(),
    isAutomatic: z.boolean(),
    /** Set when there is more than the words shown: quotes, a signature. */
    hasMore: z.boolean(),
    receivedAt: instantAnswer,
  })
  .meta({ id: 'IncidentMail' });

/** A mail about an incident that went out, and whether it arrived. */
export const outgoingMailAnswer = z
  .object({
    id,
    kind: z.string(),
    commentId: z.string().nullable(),
    recipient: personRefAnswer.nullable(),
    status: z.string(),
    error: z.string().nullable(),
    createdAt: instantAnswer,
    finishedAt: instantAnswer.nullable(),
  })
  .meta({ id: 'OutgoingMail' });

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'is not a domain');

const policyFields = {
  authServers: z.array(domain).max(20).meta({ description: 'Names by which our own mail servers sign Authentication-Results' }),
  acceptedDomains: z.array(domain).max(200).meta({ description: 'Domains whose unknown senders are taken for employees' }),
  unknownSenders: z.enum(['accept', 'quarantine']),
  reopenDays: z.number().int().min(0).max(90),
  isAcknowledging: z.boolean(),
  maxBytes: z
    .number()
    .int()
    .min(64 * 1024)
    .max(50 * 1024 * 1024),
};
export const policyAnswer = z.object({ ...policyFields, version }).meta({ id: 'MailPolicy' });
export const policyChanges = z.strictObject(policyFields).partial();

const email = z.email().max(254);
const mailboxFields = {
  name: line(120),
  address: email.nullable(),
  host: z
    .string()
    .trim()
    .min(1)
    .max(253)
    .regex(/^[\w.:-]+$/, 'is not a host'),
  port: z.number().int().min(1).max(65535),
  security: z.enum(['tls', 'starttls', 'none']),
  username: line(254),
  folder: line(200),
  processedFolder: line(200).nullable(),
  supportGroupId: id.nullable(),
  serviceId: id.nullable(),
  isActive: z.boolean(),
  sinceAt: instant.nullable().meta({ description: 'Mails that arrived earlier are left alone; null takes everything' }),
};
const mailPassword = z.string().min(1).max(500);

export const newMailbox = z.strictObject({
  ...mailboxFields,
  password: mailPassword,
  address: mailboxFields.address.default(null),
  port: mailboxFields.port.default(993),
  security: mailboxFields.security.default('tls'),
  folder: mailboxFields.folder.default('INBOX'),
  processedFolder: mailboxFields.processedFolder.default(null),
  supportGroupId: mailboxFields.supportGroupId.default(null),
  serviceId: mailboxFields.serviceId.default(null),
  isActive: mailboxFields.isActive.default(true),
  sinceAt: mailboxFields.sinceAt.optional(),
});
export const mailboxChanges = z.strictObject({ ...mailboxFields, password: mailPassword }).partial();

export const mailboxAnswer = z
  .object({
    ...mailboxFields,
    id,
    sinceAt: instantAnswer.nullable(),
    version,
    createdAt: instantAnswer,
    progress: z.object({
      state: z.enum(['off', 'waiting', 'working', 'failing']),
      lastUid: z.number().int(),
      /** Mails on the server that are not fetched yet. */
      waiting: z.number().int(),
      checkedAt: instantAnswer.nullable(),
      succeededAt: instantAnswer.nullable(),
      failures: z.number().int(),
      error: z.string().nullable(),
    }),
  })
  .meta({ id: 'Mailbox' });

export const mailboxCheckAnswer = z
  .object({ isReachable: z.boolean(), error: z.string().nullable(), folders: z.array(z.string()), messages: z.number().int().nullable() })
  .meta({ id: 'MailboxCheck' });

export const undeliverableAnswer = z
  .object({ address: z.string(), status: z.string(), reason: z.string(), notedAt: instantAnswer })
  .meta({ id: 'UndeliverableAddress' });
export const addressParams = z.object({ address: z.string().min(1).max(254) });

export const mailLimitAnswer = z
  .object({ name: z.string(), strikes: z.number().int(), suppressed: z.number().int(), triedAt: instantAnswer })
  .meta({ id: 'MailLimit' });
export const limitParams = z.object({ name: z.string().min(1).max(500) });

export const addressList = z.strictObject({ addresses: z.array(email).max(20) });

export const linkParams = z.object({ token: z.string().min(1).max(1000) });
export const linkAnswer = z
  .object({
    action: z.string(),
    incident: z.object({ number: z.string(), title: z.string(), status: z.string(), resolution: z.string().nullable() }),
    person: z.object({ name: z.string() }),
    /** What can be decided now: `confirm` and `reopen` while it is solved and not closed. */
    choices: z.array(z.enum(['confirm', 'reopen'])),
  })
  .meta({ id: 'MailLink' });
export const linkChoice = z.strictObject({ choice: z.enum(['confirm', 'reopen']), reason: z.string().trim().max(2000).optional() });
