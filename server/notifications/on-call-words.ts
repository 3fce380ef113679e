import type { Language } from '../people/person.ts';

/** What the sentences about on-call duty are made of. `from` and `until` are in the reader's zone and language. */
export interface DutyFacts {
  title: string;
  /** Who did it, or who hands over and takes over; may be empty. */
  actor: string;
  text: string;
  from: string;
  until: string;
  /** How many there are, when one stands for several. */
  count: number;
}

type Sentence = (f: DutyFacts) => string;

const said = (text: string, quote: (text: string) => string): string => (text ? `\n\n${quote(text)}` : '');
const en = (text: string): string => said(text, (words) => `“${words}”`);
const fr = (text: string): string => said(text, (words) => `« ${words} »`);

/** Sentences of every kind that is about on-call duty. */
export const onCallSentences: Record<Language, Record<string, Sentence>> = {
  en: {
    'onCall.starts': (f) => `You are on call from ${f.from} until ${f.until}.${f.actor && ` You relieve ${f.actor}.`}`,
    'onCall.began': (f) => `You are on call now, until ${f.until}.${f.actor && ` You relieve ${f.actor}.`}`,
    'onCall.ended': (f) => `Your time on call is over. ${f.actor ? `${f.actor} has taken over.` : 'Nobody is on call after you.'}`,
    'onCall.overridden': (f) => `${f.actor} changed who is on call from ${f.from} until ${f.until}. It concerns you.${en(f.text)}`,
    'onCall.overrideRemoved': (f) => `${f.actor} took a replacement back: from ${f.from} until ${f.until} the plan holds again.`,
    'onCall.planned': (f) => `${f.actor} made a temporary schedule from ${f.from} until ${f.until}. You have shifts in it.${en(f.text)}`,
    'onCall.swapAsked': (f) => `${f.actor} asks whether you can be on call from ${f.from} until ${f.until}.${en(f.text)}`,
    'onCall.swapAccepted': (f) => `${f.actor} is on call in your place from ${f.from} until ${f.until}.`,
    'onCall.swapTaken': (f) => `You are on call from ${f.from} until ${f.until}: you took this shift over.`,
    'onCall.swapDeclined': (f) =>
      `${f.actor || 'Everybody whom you asked'} cannot take your shift from ${f.from} until ${f.until}. It stays yours.`,
    'onCall.swapWithdrawn': (f) => `${f.actor} needs nobody any more from ${f.from} until ${f.until}.`,
    'onCall.swapExpired': (f) => `Nobody took your shift from ${f.from} until ${f.until}. It stays yours.`,
    'onCall.gapFound': (f) =>
      `Nobody is on call from ${f.from} until ${f.until}.${f.count > 1 ? ` There are ${f.count} such gaps in the coming week.` : ''}`,
  },
  fr: {
    'onCall.starts': (f) => `Vous êtes d’astreinte du ${f.from} au ${f.until}.${f.actor && ` Vous relevez ${f.actor}.`}`,
    'onCall.began': (f) => `Vous êtes d’astreinte dès maintenant, jusqu’au ${f.until}.${f.actor && ` Vous relevez ${f.actor}.`}`,
    'onCall.ended': (f) =>
      `Votre astreinte est terminée. ${f.actor ? `${f.actor} a pris la relève.` : 'Personne n’est d’astreinte après vous.'}`,
    'onCall.overridden': (f) => `${f.actor} a changé l’astreinte du ${f.from} au ${f.until}. Cela vous concerne.${fr(f.text)}`,
    'onCall.overrideRemoved': (f) => `${f.actor} a retiré un remplacement : du ${f.from} au ${f.until}, le planning vaut de nouveau.`,
    'onCall.planned': (f) => `${f.actor} a fait un planning temporaire du ${f.from} au ${f.until}. Vous y figurez.${fr(f.text)}`,
    'onCall.swapAsked': (f) => `${f.actor} demande si vous pouvez être d’astreinte du ${f.from} au ${f.until}.${fr(f.text)}`,
    'onCall.swapAccepted': (f) => `${f.actor} est d’astreinte à votre place du ${f.from} au ${f.until}.`,
    'onCall.swapTaken': (f) => `Vous êtes d’astreinte du ${f.from} au ${f.until} : vous avez repris ce tour.`,
    'onCall.swapDeclined': (f) =>
      f.actor
        ? `${f.actor} ne peut pas reprendre votre tour du ${f.from} au ${f.until}. Il reste le vôtre.`
        : `Aucune des personnes sollicitées ne peut reprendre votre tour du ${f.from} au ${f.until}. Il reste le vôtre.`,
    'onCall.swapWithdrawn': (f) => `${f.actor} n’a plus besoin de personne du ${f.from} au ${f.until}.`,
    'onCall.swapExpired': (f) => `Personne n’a repris votre tour du ${f.from} au ${f.until}. Il reste le vôtre.`,
    'onCall.gapFound': (f) =>
      `Personne n’est d’astreinte du ${f.from} au ${f.until}.${f.count > 1 ? ` Il y a ${f.count} trous de ce genre dans la semaine à venir.` : ''}`,
  },
};

/** What each kind is about in a word, for subjects and the lines of a bundle. */
export const onCallHeadlines: Record<Language, Record<string, string>> = {
  en: {
    'onCall.starts': 'your shift begins soon',
    'onCall.began': 'you are on call',
    'onCall.ended': 'your shift is over',
    'onCall.overridden': 'replacement',
    'onCall.overrideRemoved': 'replacement taken back',
    'onCall.planned': 'temporary schedule',
    'onCall.swapAsked': 'can you take a shift?',
    'onCall.swapAccepted': 'your shift is taken',
    'onCall.swapTaken': 'you took a shift',
    'onCall.swapDeclined': 'swap declined',
    'onCall.swapWithdrawn': 'request taken back',
    'onCall.swapExpired': 'nobody took your shift',
    'onCall.gapFound': 'nobody is on call',
  },
  fr: {
    'onCall.starts': 'votre tour commence bientôt',
    'onCall.began': 'vous êtes d’astreinte',
    'onCall.ended': 'votre tour est terminé',
    'onCall.overridden': 'remplacement',
    'onCall.overrideRemoved': 'remplacement retiré',
    'onCall.planned': 'planning temporaire',
    'onCall.swapAsked': 'pouvez-vous reprendre un tour ?',
    'onCall.swapAccepted': 'votre tour est repris',
    'onCall.swapTaken': 'vous reprenez un tour',
    'onCall.swapDeclined': 'échange refusé',
    'onCall.swapWithdrawn': 'demande retirée',
    'onCall.swapExpired': 'personne n’a repris votre tour',
    'onCall.gapFound': 'personne n’est d’astreinte',
  },
};
