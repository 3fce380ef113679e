import type { Language } from '../people/person.ts';

/** What the sentences about who has what are made of. */
export interface CustodyFacts {
  title: string;
  actor: string;
  /** Names of things, or what somebody wrote; may be empty. */
  text: string;
  from: string;
  until: string;
}

type Sentence = (f: CustodyFacts) => string;

const after = (text: string): string => (text ? `\n\n${text}` : '');

/** Sentences of every kind that is about devices that people have, ask for, reserve and give back. */
export const custodySentences: Record<Language, Record<string, Sentence>> = {
  en: {
    'custody.sign': (f) => `${f.actor} handed these things over to you, or took them back. Please confirm it:${after(f.text)}`,
    'custody.signReminder': (f) =>
      `Your confirmation is still missing. ${f.actor} handed these things over, or took them back:${after(f.text)}`,
    'custody.signed': (f) => `${f.actor} has signed.`,
    'custody.declined': (f) => `${f.actor} does not confirm it:${after(f.text)}`,
    'custody.signedCopy': () => 'Thank you. Your copy of the signed paper is among your devices.',
    'custody.returnSoon': (f) => `This is expected back by ${f.until}:${after(f.text)}`,
    'custody.returnLate': (f) => `This was expected back by ${f.until}. Please bring it, or tell us when you will:${after(f.text)}`,
    'custody.reservationMade': (f) => `Reserved for you from ${f.from} until ${f.until}:${after(f.text)}`,
    'custody.reservationCancelled': (f) => `${f.actor} cancelled your reservation from ${f.from} until ${f.until}.${after(f.text)}`,
    'custody.requestFiled': (f) => `${f.actor} asks for this and needs your approval: ${f.title}${after(f.text)}`,
    'custody.requestApproved': (f) => `Your request was approved: ${f.title}${after(f.text)}`,
    'custody.requestRefused': (f) => `${f.actor} refused your request: ${f.title}${after(f.text)}`,
    'custody.leaverReturns': (f) => `Your last day is ${f.title}. Please bring back what you have:${after(f.text)}`,
    'custody.leaverStillHolds': (f) => `${f.actor} leaves on ${f.title} and still has:${after(f.text)}`,
    'custody.campaign': (f) => `Please tell us by ${f.until} whether you still have these things. It takes a click:${after(f.text)}`,
    'custody.campaignReminder': (f) => `Your answer is still missing. Please tell us by ${f.until} whether you still have:${after(f.text)}`,
  },
  fr: {
    'custody.sign': (f) => `${f.actor} vous a remis ou vous a repris ce qui suit. Merci de le confirmer :${after(f.text)}`,
    'custody.signReminder': (f) => `Votre confirmation manque encore. ${f.actor} vous a remis ou vous a repris :${after(f.text)}`,
    'custody.signed': (f) => `${f.actor} a signé.`,
    'custody.declined': (f) => `${f.actor} ne confirme pas :${after(f.text)}`,
    'custody.signedCopy': () => 'Merci. Votre exemplaire du document signé se trouve parmi vos appareils.',
    'custody.returnSoon': (f) => `Le retour est prévu pour le ${f.until} :${after(f.text)}`,
    'custody.returnLate': (f) => `Le retour était prévu pour le ${f.until}. Merci de le rapporter ou de nous dire quand :${after(f.text)}`,
    'custody.reservationMade': (f) => `Réservé pour vous du ${f.from} au ${f.until} :${after(f.text)}`,
    'custody.reservationCancelled': (f) => `${f.actor} a annulé votre réservation du ${f.from} au ${f.until}.${after(f.text)}`,
    'custody.requestFiled': (f) => `${f.actor} demande ceci et a besoin de votre accord : ${f.title}${after(f.text)}`,
    'custody.requestApproved': (f) => `Votre demande est acceptée : ${f.title}${after(f.text)}`,
    'custody.requestRefused': (f) => `${f.actor} a refusé votre demande : ${f.title}${after(f.text)}`,
    'custody.leaverReturns': (f) => `Votre dernier jour est le ${f.title}. Merci de rapporter ce que vous avez :${after(f.text)}`,
    'custody.leaverStillHolds': (f) => `${f.actor} part le ${f.title} et a encore :${after(f.text)}`,
    'custody.campaign': (f) => `Merci de nous dire avant le ${f.until} si vous avez encore ceci. Un clic suffit :${after(f.text)}`,
    'custody.campaignReminder': (f) =>
      `Votre réponse manque encore. Merci de nous dire avant le ${f.until} si vous avez toujours :${after(f.text)}`,
  },
};

/** What each of these messages is about in a few words: its subject, and its line in a bundle. */
export const custodyHeadlines: Record<Language, Record<string, string>> = {
  en: {
    'custody.sign': 'Please confirm what changed hands',
    'custody.signReminder': 'Your confirmation is missing',
    'custody.signed': 'Signed',
    'custody.declined': 'Not confirmed',
    'custody.signedCopy': 'Your copy',
    'custody.returnSoon': 'Expected back soon',
    'custody.returnLate': 'Expected back',
    'custody.reservationMade': 'Reserved',
    'custody.reservationCancelled': 'Reservation cancelled',
    'custody.requestFiled': 'A request needs your approval',
    'custody.requestApproved': 'Request approved',
    'custody.requestRefused': 'Request refused',
    'custody.leaverReturns': 'What to bring back before you leave',
    'custody.leaverStillHolds': 'Leaves and still has devices',
    'custody.campaign': 'Do you still have this?',
    'custody.campaignReminder': 'Do you still have this? Your answer is missing',
  },
  fr: {
    'custody.sign': 'Merci de confirmer',
    'custody.signReminder': 'Votre confirmation manque',
    'custody.signed': 'Signé',
    'custody.declined': 'Non confirmé',
    'custody.signedCopy': 'Votre exemplaire',
    'custody.returnSoon': 'Retour prévu bientôt',
    'custody.returnLate': 'Retour attendu',
    'custody.reservationMade': 'Réservé',
    'custody.reservationCancelled': 'Réservation annulée',
    'custody.requestFiled': 'Une demande attend votre accord',
    'custody.requestApproved': 'Demande acceptée',
    'custody.requestRefused': 'Demande refusée',
    'custody.leaverReturns': 'Ce qu’il faut rapporter avant votre départ',
    'custody.leaverStillHolds': 'Part et a encore des appareils',
    'custody.campaign': 'Avez-vous encore ceci ?',
    'custody.campaignReminder': 'Avez-vous encore ceci ? Votre réponse manque',
  },
};
