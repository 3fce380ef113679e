import EmailReplyParser from 'email-reply-parser';

/** Longer than anybody answers; the patterns take their time with long texts. */
const maxFolded = 30_000;

/** Lines after which everything is the mail that is answered, in the languages that mail programs speak here. */
const separators = [
  /^-{2,}\s*(original message|message d['’]origine|message original|ursprüngliche nachricht|messaggio originale|mensaje original|oorspronkelijk bericht|forwarded message|message transféré|message de réponse)\s*-{2,}\s*$/i,
  /^_{20,}\s*$/,
  /^(on|le|am|il|el|op|em|den|w dniu)\b.{4,200}\b(wrote|a écrit|schrieb|ha scritto|escribió|schreef|escreveu|skrev|napisał\(a\))\s*:\s*$/i,
  /^\s*>?\s*(from|de|von|da|van)\s*:.{1,300}$/i,
];
/** A block of header lines quotes a mail only if more of them follow. */
const headerLines =
  /^\s*>?\s*\*?(sent|envoyé|gesendet|inviato|enviado|verzonden|date|datum|to|à|an|a|aan|para|subject|objet|betreff|oggetto|asunto|onderwerp)\s*:/i;

/**
 * What is new in a mail: without the mail that it quotes, its signature and what programs append. '' when there is nothing
 * else. Answers between the quoted lines stay with what they answer.
 */
export function foldReply(text: string): string {
  const own = beforeSeparator(text);
  return (own.length > maxFolded ? own : visible(own)).trim();
}

function beforeSeparator(text: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line, index) => isSeparator(lines, line, index));
  return at < 0 ? text : lines.slice(0, at).join('\n');
}

function isSeparator(lines: string[], line: string, index: number): boolean {
  const [original, rule, wrote, from] = separators as [RegExp, RegExp, RegExp, RegExp];
  const next = lines.slice(index + 1, index + 5);
  if (original.test(line)) return true;
  const isHeaderBlock = from.test(line) && next.filter((other) => headerLines.test(other)).length >= 2;
  if (isHeaderBlock) return true;
  if (rule.test(line)) return next.some((other) => from.test(other));
  // Mail programs break the line before "wrote:"; a quote must follow, or nothing that the sender wrote.
  const whole = wrote.test(line) || (/^(on|le|am|il|el)\b/i.test(line) && wrote.test(`${line} ${lines[index + 1] ?? ''}`.trim()));
  const after = lines.slice(index + 1 + (wrote.test(line) ? 0 : 1)).filter((other) => other.trim() !== '');
  return whole && after.every((other) => other.startsWith('>'));
}

function visible(text: string): string {
  try {
    return new EmailReplyParser().read(text).getVisibleText();
  } catch {
    return text;
  }
}
