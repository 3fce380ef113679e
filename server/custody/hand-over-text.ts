import type { Language } from '../people/person.ts';
import type { Direction, HandOverItem } from './hand-over.ts';

/** What a text may name; each stands in it as `{name}`. */
export const placeholders = ['person', 'clerk', 'items', 'due', 'note'] as const;

const texts: Record<Direction, Record<Language, string>> = {
  out: {
    en: `I, {person}, have received from {clerk}:

{items}

I use these things with care, report loss and damage without delay, and give them back when I am asked to, or when I leave.

{due}

{note}`,
    fr: `Je soussigné(e), {person}, ai reçu de {clerk} :

{items}

J’en prends soin, je signale sans délai toute perte ou tout dommage, et je les rends lorsqu’on me le demande ou lorsque je quitte l’entreprise.

{due}

{note}`,
  },
  in: {
    en: `{clerk} has taken back from {person}:

{items}

{note}`,
    fr: `{clerk} a repris de {person} :

{items}

{note}`,
  },
};

/** The text that comes with the program. */
export const defaultText = (direction: Direction, language: Language): string => texts[direction][language];

/** Why a text cannot be used, or null. */
export function faultOfText(body: string): string | null {
  for (const [, name] of body.matchAll(/\{(\w*)\}/g)) {
    if (!(placeholders as readonly string[]).includes(name ?? '')) return `{${name}} is not known: use {${placeholders.join('}, {')}}`;
  }
  for (const name of ['person', 'items']) if (!body.includes(`{${name}}`)) return `must say {${name}} somewhere`;
  return null;
}

const words = {
  en: { serial: 'serial number', condition: 'condition', due: (day: string) => `Expected back on ${day}.` },
  fr: { serial: 'numéro de série', condition: 'état', due: (day: string) => `Retour prévu le ${day}.` },
};

const itemLine = (item: Omit<HandOverItem, 'handOverId' | 'position'>, position: number, language: Language): string => {
  const { serial, condition } = words[language];
  const colon = language === 'fr' ? ' : ' : ': ';
  const facts = [
    `${item.tag} · ${item.name}`,
    item.make,
    item.serial && `${serial}${colon}${item.serial}`,
    item.condition && `${condition}${colon}${item.condition}`,
  ];
  return `${position}. ${facts.filter(Boolean).join(' · ')}`;
};

export interface TextFacts {
  direction: Direction;
  language: Language;
  timeZone: string;
  personName: string;
  clerkName: string;
  items: Array<Omit<HandOverItem, 'handOverId' | 'position'>>;
  dueAt: Date | null;
  note: string | null;
}

/** The exact text that is signed. The same facts give the same text, at any hour and on any machine. */
export function writeText(body: string, facts: TextFacts): string {
  const { language, timeZone, dueAt } = facts;
  const day = dueAt && new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeZone }).format(dueAt);
  const values: Record<string, string> = {
    person: facts.personName,
    clerk: facts.clerkName,
    items: facts.items.map((item, index) => itemLine(item, index + 1, language)).join('\n'),
    due: day ? words[language].due(day) : '',
    note: facts.note ?? '',
  };
  return body
    .replace(/\r\n?/g, '\n')
    .replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
