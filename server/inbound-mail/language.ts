import type { Language } from '../people/person.ts';

const french = /\b(le|la|les|des|est|une|dans|pour|pas|bonjour|merci|je|nous|vous|mon|ma|sur|avec|ne|du|au|que|qui)\b/gi;
const english = /\b(the|is|and|of|to|in|my|hello|thanks|please|not|with|on|for|you|have|that|this|it|can)\b/gi;

/** Which of our languages somebody writes whom we do not know; English when there is nothing to go by. */
export function languageOf(text: string): Language {
  const some = text.slice(0, 2000);
  return (some.match(french)?.length ?? 0) > (some.match(english)?.length ?? 0) ? 'fr' : 'en';
}
