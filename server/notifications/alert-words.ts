import type { Language } from '../people/person.ts';

interface Line {
  kind: string;
  name: string;
  tag?: string;
  detail?: string;
  count?: number;
  dueOn: string;
}

interface Words {
  subject: (count: number) => string;
  lead: string;
  more: (count: number) => string;
  kinds: Record<string, (line: Line, on: string) => string>;
}

const words: Record<Language, Words> = {
  en: {
    subject: (count) => (count === 1 ? 'One thing to see to' : `${count} things to see to`),
    lead: 'New among the alerts:',
    more: (count) => `… and ${count} more on the page of alerts.`,
    kinds: {
      warranty: (_, on) => `warranty until ${on}`,
      end_of_life: (_, on) => `end of life ${on}`,
      contract_notice: (_, on) => `goes on unless notice is given by ${on}`,
      contract_end: (_, on) => `ends ${on}`,
      repair_late: (_, on) => `was expected back from repair ${on}`,
      overdue: (_, on) => `was expected back ${on}`,
      low_stock: ({ count }) => `${count} left`,
      licence_expiry: (_, on) => `ends ${on}`,
      licence_overuse: ({ count }) => `installed ${count} times more than there are seats`,
      no_contact: (_, on) => `its agent was last heard of ${on}`,
    },
  },
  fr: {
    subject: (count) => (count === 1 ? 'Un point à traiter' : `${count} points à traiter`),
    lead: 'Nouvelles alertes :',
    more: (count) => `… et ${count} de plus sur la page des alertes.`,
    kinds: {
      warranty: (_, on) => `garantie jusqu’au ${on}`,
      end_of_life: (_, on) => `fin de vie le ${on}`,
      contract_notice: (_, on) => `se renouvelle sauf préavis avant le ${on}`,
      contract_end: (_, on) => `prend fin le ${on}`,
      repair_late: (_, on) => `retour de réparation attendu le ${on}`,
      overdue: (_, on) => `retour attendu le ${on}`,
      low_stock: ({ count }) => `il en reste ${count}`,
      licence_expiry: (_, on) => `prend fin le ${on}`,
      licence_overuse: ({ count }) => `${count} installations de plus que de postes`,
      no_contact: (_, on) => `dernier contact de son agent le ${on}`,
    },
  },
};

/** The alerts that a person had not heard of, in one message. */
export function wordAlerts(data: Record<string, unknown>, language: Language): { subject: string; lines: string[] } {
  const w = words[language];
  const items = data['items'] as Line[];
  const count = Number(data['count']);
  const date = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
  const line = (item: Line): string => {
    const what = [item.tag, item.name, item.detail].filter(Boolean).join(' · ');
    const said = w.kinds[item.kind]?.(item, date.format(new Date(`${item.dueOn}T12:00:00Z`)));
    return said ? `• ${what} : ${said}`.replace(' : ', language === 'fr' ? ' : ' : ': ') : `• ${what}`;
  };
  const lines = [w.lead, items.map(line).join('\n')];
  if (count > items.length) lines.push(w.more(count - items.length));
  return { subject: w.subject(count), lines };
}
