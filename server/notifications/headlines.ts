import type { Language } from '../people/person.ts';

/** What a message is about in a word, for the lines of a bundle. */
export const headlines: Record<Language, Record<string, string>> = {
  en: {
    'incident.filed': 'received',
    'incident.assigned': 'given to you',
    'incident.answered': 'answered',
    'incident.requesterWrote': 'the requester wrote',
    'incident.noteAdded': 'note added',
    'incident.mentioned': 'you are mentioned',
    'incident.pending': 'on hold',
    'incident.resumed': 'work goes on',
    'incident.resolved': 'resolved',
    'incident.reopened': 'reopened',
    'incident.cancelled': 'cancelled',
    'incident.merged': 'merged',
    'incident.breached': 'a promise was not kept',
    'incident.escalated': 'nobody has taken it',
    'incident.dueSoon': 'due soon',
    'incident.acknowledgementExpiring': 'your acknowledgement ends soon',
    'incident.acknowledgementExpired': 'your acknowledgement has ended',
    'incident.nobodyReached': 'the escalation reached nobody',
    'incident.delayed': 'takes longer',
    'webhook.turnedOff': 'webhook turned off',
    'alert.digest': 'things to see to',
  },
  fr: {
    'incident.filed': 'reçu',
    'incident.assigned': 'confié à vous',
    'incident.answered': 'répondu',
    'incident.requesterWrote': 'le demandeur a écrit',
    'incident.noteAdded': 'note ajoutée',
    'incident.mentioned': 'vous êtes mentionné',
    'incident.pending': 'en attente',
    'incident.resumed': 'le travail reprend',
    'incident.resolved': 'résolu',
    'incident.reopened': 'rouvert',
    'incident.cancelled': 'annulé',
    'incident.merged': 'fusionné',
    'incident.breached': 'promesse non tenue',
    'incident.escalated': 'personne ne l’a pris',
    'incident.dueSoon': 'échéance proche',
    'incident.acknowledgementExpiring': 'votre prise en compte expire bientôt',
    'incident.acknowledgementExpired': 'votre prise en compte a expiré',
    'incident.nobodyReached': 'l’escalade n’a joint personne',
    'incident.delayed': 'demande plus de temps',
    'webhook.turnedOff': 'webhook désactivé',
    'alert.digest': 'points à traiter',
  },
};

/** Subjects of messages that are about no incident and no thing with a name. */
export const titles: Record<Language, Record<string, string>> = {
  en: { 'contact.code': 'Your code for Coulisse', 'contact.test': 'Coulisse: test' },
  fr: { 'contact.code': 'Votre code pour Coulisse', 'contact.test': 'Coulisse : test' },
};
