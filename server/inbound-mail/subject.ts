import type { ReadMail } from './mime/read-mail.ts';

const prefixes = /^\s*((re|r|aw|antw|sv|vs|odp|ynt|res|rép|ref|fw|fwd|tr|wg|i|vl|rv|enc|回复|答复|转发)\s*(\[\d+\]|\(\d+\))?\s*[:：]\s*)+/i;

/** The incident's number that a subject names in brackets, `[INC-1042]`; null without. */
export const numberInSubject = (subject: string): string | null => /\[(INC-\d{1,9})\]/i.exec(subject)?.[1]?.toUpperCase() ?? null;

/** What two mails about the same have in common in their subjects: no prefixes, tags or case. */
export const subjectKey = (subject: string): string =>
  subject
    .replace(/\[[^\]]*\]/g, '')
    .replace(prefixes, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
    .slice(0, 200);

/** The title of an incident that a mail files: its subject, else its first words. */
export function titleOf(mail: Pick<ReadMail, 'subject' | 'text'>): string {
  const subject = mail.subject.replace(/^\s*(\[INC-\d+\]\s*)+/i, '').trim();
  const first =
    mail.text
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? '';
  const title = (subject || first || '—').replace(/(?:[^\S\u00a0\u202f]|\u0085)+/g, ' ');
  return title.length <= 200 ? title : `${title.slice(0, 199).replace(/\p{Surrogate}$/u, '')}…`;
}

const thanks =
  /^(ok(ay)?|merci(\s+(beaucoup|bien|à vous|à tous))?|un grand merci|parfait|super|nickel|c['’]est bon|ça (marche|fonctionne)|résolu|thanks?( you)?( (so|very) much| a lot)?|many thanks|thx|ty|great|perfect|works( now)?|(it['’]s |all )?(fixed|solved|good)|danke( (schön|sehr|vielmals))?|vielen dank|gracias|muchas gracias|grazie( mille)?|bedankt|dank je( wel)?|obrigad[oa]|tack)$/i;

/** True for a few words that say nothing but thank you; they are no reason to open a solved incident again. */
export function isOnlyThanks(text: string): boolean {
  if (text.length > 200) return false;
  const phrases = text
    .split(/[\n.!,;:)(…–-]+|\p{Extended_Pictographic}/u)
    .map((phrase) => phrase.trim().replace(/\s+/g, ' '))
    .filter((phrase) => phrase !== '');
  return (
    phrases.length > 0 &&
    phrases.length <= 4 &&
    thanks.test(phrases[0] as string) &&
    phrases.slice(1).every((phrase) => thanks.test(phrase) || /^\p{Lu}[\p{L}'’ ]{0,30}$/u.test(phrase))
  );
}
