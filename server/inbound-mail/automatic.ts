import { type Field, fieldOf } from './mime/header.ts';
import type { ReadMail } from './mime/read-mail.ts';

/** What sort of program wrote a mail: one that says somebody is away, one that mails to many, or some other. */
export type AutomaticKind = 'outOfOffice' | 'reply' | 'list' | 'generated';

const awaySubjects = [
  /out of (the )?office|automatic reply|auto(matic)?[- ]?(reply|response)|away from (my )?(desk|office)|on (annual )?leave/i,
  /r[ée]ponse automatique|absence du bureau|absent du bureau|en cong[ée]s?\b|message d['’]absence|absence\s*:/i,
  /abwesenheit|automatische antwort|nicht im b[üu]ro/i,
  /fuera de (la )?oficina|respuesta autom[áa]tica|ausencia/i,
  /fuori (sede|ufficio)|risposta automatica|assenza/i,
  /afwezig|automatisch antwoord|niet op kantoor/i,
  /aus[êe]ncia|resposta autom[áa]tica|fora do escrit[óo]rio/i,
  /fr[åa]nvaro|autosvar|automatisk(t)? svar|ikke til stede|ej på kontoret/i,
  /poissa|automaattinen vastaus/i,
  /nieobecno|automatyczna odpowied/i,
  /автоответ|автоматический ответ|вне офиса/i,
  /otomatik yan[ıi]t|ofis d[ıi]ş[ıi]nda/i,
  /自動応答|自動返信|不在|自动回复|自動回覆|자동 회신|부재 중/,
];

const robots =
  /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|ne-?pas-?repondre|noreply[-_.].*|bounces?([-+_].*)?|autoreply|auto-reply|daemon)@/i;

/** The kind of program that wrote the mail and the sign that told it, or null when a person seems to have written. */
export function automaticKind(mail: ReadMail, envelopeFrom: string | null): { kind: AutomaticKind; sign: string } | null {
  const { fields } = mail;
  const has = (name: string): boolean => fields.some((field) => field.name === name);
  const isAway = awaySubjects.some((pattern) => pattern.test(mail.subject));
  const sign = signOf(fields, mail, envelopeFrom);
  const isReply = /^auto-(replied|reply)/i.test(fieldOf(fields, 'auto-submitted')) || has('x-autoreply') || has('x-autorespond');
  if (isAway && (sign || isReply || mail.inReplyTo.length > 0)) return { kind: 'outOfOffice', sign: sign ?? 'subject' };
  if (isReply) return { kind: 'reply', sign: sign ?? 'auto-submitted' };
  if (has('list-id') || has('list-unsubscribe')) return { kind: 'list', sign: has('list-id') ? 'list-id' : 'list-unsubscribe' };
  return sign ? { kind: 'generated', sign } : null;
}

function signOf(fields: Field[], mail: ReadMail, envelopeFrom: string | null): string | null {
  const value = (name: string): string => fieldOf(fields, name).toLowerCase();
  const submitted = value('auto-submitted');
  if (submitted && !/^no\b/.test(submitted)) return 'auto-submitted';
  if (/^(bulk|junk|list|auto_reply)/.test(value('precedence'))) return 'precedence';
  const names = ['x-autoreply', 'x-autorespond', 'x-autoreply-from', 'x-mail-autoreply', 'x-loop', 'x-coulisse-loop', 'feedback-id'];
  const found = names.find((name) => fields.some((field) => field.name === name));
  if (found) return found;
  // Set by people's programs as well; only programs ask that nothing at all answers them.
  if (/\ball\b/.test(value('x-auto-response-suppress'))) return 'x-auto-response-suppress';
  if (envelopeFrom === '' || /^<\s*>$/.test(value('return-path'))) return 'return-path';
  return robots.test(mail.from[0]?.address ?? '') ? 'from' : null;
}
