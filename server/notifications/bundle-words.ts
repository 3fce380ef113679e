import type { Language } from '../people/person.ts';

/** What a bundle tells of each message in it. */
export interface BundledItem {
  kind: string;
  number: string;
  title: string;
  priority: string;
  isPage: boolean;
}

/** Most lines that a bundle spells out; the rest is counted. */
export const mostLines = 30;

const words = {
  en: {
    subject: (count: number, pages: number) => (pages > 0 ? `${pages} urgent, ${count} messages in all` : `${count} messages`),
    lead: (count: number) => `${count} things happened that would have been ${count} messages:`,
    urgent: 'URGENT',
    more: (count: number) => `… and ${count} more. All of them are by the bell in your pages.`,
  },
  fr: {
    subject: (count: number, pages: number) => (pages > 0 ? `${pages} urgents, ${count} messages en tout` : `${count} messages`),
    lead: (count: number) => `${count} événements, réunis ici au lieu de ${count} messages :`,
    urgent: 'URGENT',
    more: (count: number) => `… et ${count} de plus. Tous se trouvent sous la cloche, dans vos pages.`,
  },
};

/** Many messages in one: pages first, each with its subject and what it says in a word. */
export function wordBundle(
  data: Record<string, unknown>,
  language: Language,
  headline: (kind: string) => string | undefined,
): { subject: string; lines: string[] } {
  const items = data['items'] as BundledItem[];
  const count = Number(data['count']);
  const w = words[language];
  const line = ({ kind, number, title, priority, isPage }: BundledItem) =>
    `${isPage ? `${w.urgent} · ` : ''}${[number, priority, title].filter(Boolean).join(' · ')}${headline(kind) ? ` (${headline(kind)})` : ''}`;
  const numbers = items.slice(0, 3).flatMap(({ number }) => number || []);
  const subject = `${w.subject(count, Number(data['pages']))}${numbers.length > 0 ? `: ${numbers.join(', ')}${count > numbers.length ? ', …' : ''}` : ''}`;
  const rest = count - items.length;
  return { subject, lines: [w.lead(count), items.map(line).join('\n'), ...(rest > 0 ? [w.more(rest)] : [])] };
}
