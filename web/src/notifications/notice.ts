import type { notificationAnswer } from '../../../server/notifications/notification-schemas.ts';
import type { Answer } from '../api/types.ts';
import { links } from '../app/links.ts';
import { dictionary, useWords } from '../i18n/dictionary.ts';

export type Notice = Answer<typeof notificationAnswer>;

type Sentence = (what: string, who: string) => string;

const noticeWords = dictionary(
  {
    texts: {
      'incident.filed': (what) => `We received ${what}`,
      'incident.assigned': (what, who) => `${who} gave you ${what}`,
      'incident.answered': (what, who) => `${who} answered in ${what}`,
      'incident.requesterWrote': (what, who) => `${who} wrote in ${what}`,
      'incident.noteAdded': (what, who) => `${who} added a note to ${what}`,
      'incident.mentioned': (what, who) => `${who} mentioned you in ${what}`,
      'incident.lineAssigned': (what, who) => `${who} gave you a task in ${what}`,
      'incident.pending': (what) => `${what} is on hold`,
      'incident.resumed': (what) => `Work goes on: ${what}`,
      'incident.resolved': (what) => `Resolved: ${what}`,
      'incident.reopened': (what, who) => `${who} reopened ${what}`,
      'incident.cancelled': (what) => `Cancelled: ${what}`,
      'incident.merged': (what) => `Goes on under another number: ${what}`,
      'incident.breached': (what) => `A promised time passed: ${what}`,
      'incident.dueSoon': (what) => `To be solved soon: ${what}`,
      'incident.escalated': (what) => `Nobody has taken it yet: ${what}`,
      'incident.acknowledgementExpiring': (what) => `Begin soon, or acknowledge again: ${what}`,
      'incident.acknowledgementExpired': (what) => `Nobody has begun, the escalation goes on: ${what}`,
      'incident.nobodyReached': (what) => `The escalation reached nobody: ${what}`,
      'incident.delayed': (what) => `It takes longer than it should: ${what}`,
      'majorIncident.update': (what) => `News: ${what}`,
      'majorIncident.ended': (what) => `Over: ${what}`,
      'majorIncident.withdrawn': (what) => `It was nothing: ${what}`,
      'majorIncident.commander': (what, who) => `${who} gave you the lead: ${what}`,
      'majorIncident.updateDue': (what) => `News are due soon: ${what}`,
      'majorIncident.updateLate': (what) => `News are late: ${what}`,
      'incident.ruleFired': (what) => `A rule points to ${what}`,
      'report.ready': (what) => `Report: ${what}`,
      'incident.rateIt': (what) => `How was it? ${what}`,
      'incident.ratedLow': (what) => `Not content: ${what}`,
      'onCall.starts': (what) => `Your shift begins soon: ${what}`,
      'onCall.began': (what) => `You are on call: ${what}`,
      'onCall.ended': (what) => `Your shift is over: ${what}`,
      'onCall.overridden': (what, who) => `${who} changed your time on call: ${what}`,
      'onCall.overrideRemoved': (what, who) => `${who} took a replacement back: ${what}`,
      'onCall.planned': (what, who) => `${who} made a temporary schedule: ${what}`,
      'onCall.swapAsked': (what, who) => `${who} asks whether you can take a shift: ${what}`,
      'onCall.swapAccepted': (what, who) => `${who} takes your shift: ${what}`,
      'onCall.swapTaken': (what) => `You took a shift: ${what}`,
      'onCall.swapDeclined': (what) => `Your request was declined: ${what}`,
      'onCall.swapWithdrawn': (what, who) => `${who} took a request back: ${what}`,
      'onCall.swapExpired': (what) => `Nobody took your shift: ${what}`,
      'onCall.gapFound': (what) => `A gap in the coming week, nobody is on call: ${what}`,
      'custody.sign': (what, who) => `${who} asks you to confirm: ${what}`,
      'custody.signReminder': (what) => `Your confirmation is missing: ${what}`,
      'custody.signed': (what, who) => `${who} signed ${what}`,
      'custody.declined': (what, who) => `${who} does not confirm ${what}`,
      'custody.signedCopy': (what) => `Your copy of ${what}`,
      'custody.returnSoon': () => 'Something that you have is expected back soon',
      'custody.returnLate': () => 'Something that you have is expected back',
      'custody.reservationMade': (what, who) => `${who} reserved for you: ${what}`,
      'custody.reservationCancelled': (what, who) => `${who} cancelled your reservation: ${what}`,
      'custody.requestFiled': (what, who) => `${who} asks for your approval: ${what}`,
      'custody.requestApproved': (what) => `Approved: ${what}`,
      'custody.requestRefused': (what) => `Refused: ${what}`,
      'custody.leaverReturns': (what) => `Bring back what you have before you leave: ${what}`,
      'custody.leaverStillHolds': (what, who) => `${who} leaves and still has devices: ${what}`,
      'custody.campaign': (what) => `Do you still have it? ${what}`,
      'custody.campaignReminder': (what) => `Your answer is missing: ${what}`,
      'mail.quarantined': () => 'A mail waits for a decision',
      'alert.digest': () => 'There are things to see to among the alerts',
      'webhook.turnedOff': (what) => `This webhook was turned off: ${what}`,
    } as Record<string, Sentence>,
    someone: 'Someone',
    something: 'an incident',
  },
  {
    texts: {
      'incident.filed': (what) => `Bien reçu : ${what}`,
      'incident.assigned': (what, who) => `${who} vous a confié ${what}`,
      'incident.answered': (what, who) => `${who} a répondu : ${what}`,
      'incident.requesterWrote': (what, who) => `${who} a écrit : ${what}`,
      'incident.noteAdded': (what, who) => `${who} a ajouté une note : ${what}`,
      'incident.mentioned': (what, who) => `${who} vous a mentionné dans ${what}`,
      'incident.lineAssigned': (what, who) => `${who} vous a confié une tâche dans ${what}`,
      'incident.pending': (what) => `En attente : ${what}`,
      'incident.resumed': (what) => `Le travail reprend : ${what}`,
      'incident.resolved': (what) => `Résolu : ${what}`,
      'incident.reopened': (what, who) => `${who} a rouvert ${what}`,
      'incident.cancelled': (what) => `Annulé : ${what}`,
      'incident.merged': (what) => `Continue sous un autre numéro : ${what}`,
      'incident.breached': (what) => `Un délai promis est dépassé : ${what}`,
      'incident.dueSoon': (what) => `À résoudre bientôt : ${what}`,
      'incident.escalated': (what) => `Personne ne l’a encore pris : ${what}`,
      'incident.acknowledgementExpiring': (what) => `Commencez bientôt ou confirmez : ${what}`,
      'incident.acknowledgementExpired': (what) => `Personne n’a commencé, l’escalade reprend : ${what}`,
      'incident.nobodyReached': (what) => `L’escalade n’a joint personne : ${what}`,
      'incident.delayed': (what) => `Cela demande plus de temps que prévu : ${what}`,
      'majorIncident.update': (what) => `Du nouveau : ${what}`,
      'majorIncident.ended': (what) => `Terminé : ${what}`,
      'majorIncident.withdrawn': (what) => `Ce n’était rien : ${what}`,
      'majorIncident.commander': (what, who) => `${who} vous a confié le pilotage : ${what}`,
      'majorIncident.updateDue': (what) => `Des nouvelles sont bientôt dues : ${what}`,
      'majorIncident.updateLate': (what) => `Des nouvelles sont en retard : ${what}`,
      'incident.ruleFired': (what) => `Une règle signale ${what}`,
      'report.ready': (what) => `Rapport : ${what}`,
      'incident.rateIt': (what) => `Votre avis : ${what}`,
      'incident.ratedLow': (what) => `Mécontent : ${what}`,
      'onCall.starts': (what) => `Votre tour commence bientôt : ${what}`,
      'onCall.began': (what) => `Vous êtes d’astreinte : ${what}`,
      'onCall.ended': (what) => `Votre tour est terminé : ${what}`,
      'onCall.overridden': (what, who) => `${who} a changé votre astreinte : ${what}`,
      'onCall.overrideRemoved': (what, who) => `${who} a retiré un remplacement : ${what}`,
      'onCall.planned': (what, who) => `${who} a fait un planning temporaire : ${what}`,
      'onCall.swapAsked': (what, who) => `${who} demande si vous pouvez reprendre un tour : ${what}`,
      'onCall.swapAccepted': (what, who) => `${who} reprend votre tour : ${what}`,
      'onCall.swapTaken': (what) => `Vous reprenez un tour : ${what}`,
      'onCall.swapDeclined': (what) => `Votre demande est refusée : ${what}`,
      'onCall.swapWithdrawn': (what, who) => `${who} a retiré sa demande : ${what}`,
      'onCall.swapExpired': (what) => `Personne n’a repris votre tour : ${what}`,
      'onCall.gapFound': (what) => `Un trou d’astreinte dans la semaine à venir : ${what}`,
      'custody.sign': (what, who) => `${who} vous demande de confirmer : ${what}`,
      'custody.signReminder': (what) => `Votre confirmation manque : ${what}`,
      'custody.signed': (what, who) => `${who} a signé ${what}`,
      'custody.declined': (what, who) => `${who} ne confirme pas ${what}`,
      'custody.signedCopy': (what) => `Votre exemplaire de ${what}`,
      'custody.returnSoon': () => 'Un appareil que vous avez est bientôt attendu en retour',
      'custody.returnLate': () => 'Un appareil que vous avez est attendu en retour',
      'custody.reservationMade': (what, who) => `${who} a réservé pour vous : ${what}`,
      'custody.reservationCancelled': (what, who) => `${who} a annulé votre réservation : ${what}`,
      'custody.requestFiled': (what, who) => `${who} demande votre accord : ${what}`,
      'custody.requestApproved': (what) => `Acceptée : ${what}`,
      'custody.requestRefused': (what) => `Refusée : ${what}`,
      'custody.leaverReturns': (what) => `Rapportez ce que vous avez avant votre départ : ${what}`,
      'custody.leaverStillHolds': (what, who) => `${who} part et a encore des appareils : ${what}`,
      'custody.campaign': (what) => `L’avez-vous encore ? ${what}`,
      'custody.campaignReminder': (what) => `Votre réponse manque : ${what}`,
      'mail.quarantined': () => 'Un message attend une décision',
      'alert.digest': () => 'Des alertes attendent d’être traitées',
      'webhook.turnedOff': (what) => `Ce webhook a été désactivé : ${what}`,
    },
    someone: 'Quelqu’un',
    something: 'un incident',
  },
);

/** Answers a function that says a notification in the reader's language. */
export function useNoticeText(): (notice: Notice) => string {
  const words = useWords(noticeWords);
  return ({ kind, data }) => {
    const named = [data['number'], data['title']].filter(Boolean).join(' · ');
    const who = String(data['actor'] || words.someone);
    return words.texts[kind]?.(named || words.something, who) ?? named;
  };
}

/** The page that a notification is about. */
export function addressOf({ kind, subject, data }: Notice): string | null {
  if (subject.type === 'incident') return links.incident(String(data['number'] ?? subject.id));
  // What everybody is told is for everybody to read; the rest is for who leads.
  if (subject.type === 'majorIncident') return /update$|ended|withdrawn/.test(kind) ? links.status() : links.major(subject.id);
  if (subject.type === 'asset') return links.asset(subject.id);
  if (subject.type === 'handOver') return links.handOver(subject.id);
  if (subject.type === 'assetRequest') return links.assetRequest(subject.id);
  if (subject.type === 'holdings') return links.myDevices();
  if (subject.type === 'departures') return links.leaving(subject.id);
  if (subject.type === 'backupRun') return links.run(subject.id);
  if (subject.type === 'backupPolicy') return links.policy(subject.id);
  if (subject.type === 'reports') return `/reports/${subject.id}`;
  if (subject.type === 'on-call') return links.onCall(subject.id);
  if (subject.type === 'mail') return links.admin('mail');
  if (subject.type === 'webhook') return links.webhook(subject.id);
  return null;
}
