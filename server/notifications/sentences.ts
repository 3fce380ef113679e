import type { Language } from '../people/person.ts';
import { wordAlerts } from './alert-words.ts';
import { wordBundle } from './bundle-words.ts';
import { custodyHeadlines, custodySentences } from './custody-words.ts';
import { headlines, titles } from './headlines.ts';
import type { Notification } from './notification.ts';
import { onCallHeadlines, onCallSentences } from './on-call-words.ts';

interface Facts {
  number: string;
  title: string;
  priority: string;
  actor: string;
  /** What was written, why it waits, how it was solved. */
  text: string;
  /** Instants in the reader's zone and language, or empty. */
  from: string;
  until: string;
  /** How many there are, when one stands for several. */
  count: number;
  /** Why the reader was chosen, or empty. */
  why: string;
  /** Who was meant but is away, or empty. */
  away: string;
}

type Sentence = (f: Facts) => string;

const en: Record<string, Sentence> = {
  ...onCallSentences.en,
  ...custodySentences.en,
  'incident.filed': (f) => `Your incident was received. We will answer here.${f.text && `\n\n${f.text}`}`,
  'incident.assigned': (f) => `${f.actor} gave this ${f.priority} incident to you. ${f.why}`.trim(),
  'incident.answered': (f) => `${f.actor} answered:\n\n${f.text}`,
  'incident.requesterWrote': (f) => `${f.actor} wrote:\n\n${f.text}`,
  'incident.noteAdded': (f) => `${f.actor} added an internal note:\n\n${f.text}`,
  'incident.mentioned': (f) => `${f.actor} mentioned you:\n\n${f.text}`,
  'incident.lineAssigned': (f) => `${f.actor} gave you a task of this incident: ${f.text}`,
  'incident.pending': (f) => `The incident waits: ${f.text}${f.until && ` (until ${f.until})`}`,
  'incident.resumed': () => 'Work on the incident goes on.',
  'incident.resolved': (f) => `The incident was resolved. If it is not, reopen it on its page.\n\n${f.text}`,
  'incident.reopened': (f) => `${f.actor} reopened the incident. ${f.text}`.trim(),
  'incident.cancelled': (f) => `The incident was cancelled. ${f.text}`.trim(),
  'incident.merged': (f) => `The incident goes on under another number. ${f.text}`.trim(),
  'incident.breached': (f) => `A promise of this ${f.priority} incident was not kept in time.`,
  'incident.escalated': (f) => `Nobody has taken this ${f.priority} incident yet. ${f.text}`.trim(),
  'majorIncident.update': (f) => `News of what affects you:\n\n${f.text}`,
  'majorIncident.ended': (f) => `It is over.\n\n${f.text}`,
  'majorIncident.withdrawn': () => 'It was no major incident after all. There is nothing that you need to do.',
  'majorIncident.commander': (f) => `${f.actor} gave you the lead of this major incident.`,
  'majorIncident.updateDue': (f) => `The people affected were promised news by ${f.until}.`,
  'majorIncident.updateLate': (f) => `The news promised by ${f.until} are late. Publish what is known.`,
  'incident.dueSoon': (f) => `This ${f.priority} incident is to be solved by ${f.until}.`,
  'incident.acknowledgementExpiring': (f) =>
    `You acknowledged this ${f.priority} incident. Begin by ${f.until}, or acknowledge it again: otherwise its escalation goes on.`,
  'incident.acknowledgementExpired': (f) => `You acknowledged this ${f.priority} incident, but nobody has begun: its escalation goes on.`,
  'incident.nobodyReached': (f) =>
    `A step of the escalation of this ${f.priority} incident reached nobody: nobody is on call, or whoever was meant is away. ${f.away}`.trim(),
  'incident.delayed': () => 'It takes longer than it should until somebody takes care of your incident. We have called for help.',
  'incident.ruleFired': (f) => f.text,
  'report.ready': (f) => `The report about ${f.text} is attached, and on its page.`,
  'incident.rateIt': () => 'Are you content with how this was solved? One click tells us.',
  'incident.ratedLow': (f) => `The requester is not content: ${f.text}`,
  'mail.quarantined': (f) => `A mail waits for a decision. Its sender: ${f.actor || '?'}.`,
  'webhook.turnedOff': (f) =>
    `Coulisse turned this webhook off because its receiver did not take messages for days, or said that it is gone.${f.text && ` ${f.text}`}`,
  'contact.code': (f) =>
    `Enter this code to show that messages reach you here: ${f.text}\n\nIt holds for half an hour. If you did not ask for it, do nothing.`,
  'contact.test': () => 'This is the test that you asked for. It arrived.',
};

const fr: Record<string, Sentence> = {
  ...onCallSentences.fr,
  ...custodySentences.fr,
  'incident.filed': (f) => `Votre incident est bien reçu. Nous répondrons ici.${f.text && `\n\n${f.text}`}`,
  'incident.assigned': (f) => `${f.actor} vous a confié cet incident ${f.priority}. ${f.why}`.trim(),
  'incident.answered': (f) => `${f.actor} a répondu :\n\n${f.text}`,
  'incident.requesterWrote': (f) => `${f.actor} a écrit :\n\n${f.text}`,
  'incident.noteAdded': (f) => `${f.actor} a ajouté une note interne :\n\n${f.text}`,
  'incident.mentioned': (f) => `${f.actor} vous a mentionné :\n\n${f.text}`,
  'incident.lineAssigned': (f) => `${f.actor} vous a confié une tâche de cet incident : ${f.text}`,
  'incident.pending': (f) => `L’incident est en attente : ${f.text}${f.until && ` (jusqu’au ${f.until})`}`,
  'incident.resumed': () => 'Le travail sur l’incident reprend.',
  'incident.resolved': (f) => `L’incident est résolu. Sinon, rouvrez-le sur sa page.\n\n${f.text}`,
  'incident.reopened': (f) => `${f.actor} a rouvert l’incident. ${f.text}`.trim(),
  'incident.cancelled': (f) => `L’incident est annulé. ${f.text}`.trim(),
  'incident.merged': (f) => `L’incident continue sous un autre numéro. ${f.text}`.trim(),
  'incident.breached': (f) => `Une promesse de cet incident ${f.priority} n’a pas été tenue à temps.`,
  'incident.escalated': (f) => `Personne n’a encore pris cet incident ${f.priority}. ${f.text}`.trim(),
  'majorIncident.update': (f) => `Du nouveau sur ce qui vous touche :\n\n${f.text}`,
  'majorIncident.ended': (f) => `C’est terminé.\n\n${f.text}`,
  'majorIncident.withdrawn': () => 'Ce n’était finalement pas un incident majeur. Vous n’avez rien à faire.',
  'majorIncident.commander': (f) => `${f.actor} vous a confié le pilotage de cet incident majeur.`,
  'majorIncident.updateDue': (f) => `Des nouvelles ont été promises aux personnes touchées avant le ${f.until}.`,
  'majorIncident.updateLate': (f) => `Les nouvelles promises avant le ${f.until} sont en retard. Publiez ce que l’on sait.`,
  'incident.dueSoon': (f) => `Cet incident ${f.priority} est à résoudre avant le ${f.until}.`,
  'incident.acknowledgementExpiring': (f) =>
    `Vous avez pris connaissance de cet incident ${f.priority}. Commencez avant le ${f.until}, ou confirmez : sinon son escalade reprend.`,
  'incident.acknowledgementExpired': (f) =>
    `Vous aviez pris connaissance de cet incident ${f.priority}, mais personne n’a commencé : son escalade reprend.`,
  'incident.nobodyReached': (f) =>
    `Une étape de l’escalade de cet incident ${f.priority} n’a joint personne : personne n’est d’astreinte, ou les personnes visées sont absentes. ${f.away}`.trim(),
  'incident.delayed': () => 'La prise en charge de votre incident demande plus de temps que prévu. Nous avons appelé du renfort.',
  'incident.ruleFired': (f) => f.text,
  'report.ready': (f) => `Le rapport sur ${f.text} est joint, et sur sa page.`,
  'incident.rateIt': () => 'Êtes-vous content de la solution ? Un clic suffit pour nous le dire.',
  'incident.ratedLow': (f) => `Le demandeur n’est pas content : ${f.text}`,
  'mail.quarantined': (f) => `Un message attend une décision. Son expéditeur : ${f.actor || '?'}.`,
  'webhook.turnedOff': (f) =>
    `Coulisse a désactivé ce webhook : son destinataire n’acceptait plus de messages depuis des jours, ou a dit ne plus exister.${f.text && ` ${f.text}`}`,
  'contact.code': (f) =>
    `Saisissez ce code pour montrer que les messages vous parviennent ici : ${f.text}\n\nIl est valable une demi-heure. Si vous ne l’avez pas demandé, ne faites rien.`,
  'contact.test': () => 'Voici le test que vous avez demandé. Il est bien arrivé.',
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function factsOf({ data }: Notification, language: Language, timeZone: string): Facts {
  const from = text(data['from']);
  const until = text(data['until']);
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone });
  return {
    number: text(data['number']),
    title: text(data['title']),
    priority: text(data['priority']),
    actor: text(data['actor']),
    text: text(data['text'] ?? data['body'] ?? data['note'] ?? data['reason']),
    from: from && format.format(new Date(from)),
    until: until && format.format(new Date(until)),
    count: Number(data['count'] ?? 1),
    why: text((data['why'] as Partial<Record<Language, unknown>> | undefined)?.[language]),
    away: Array.isArray(data['absent']) && data['absent'].length > 0 ? `(${data['absent'].map(String).join(', ')})` : '',
  };
}

/** A notification in words: a subject and paragraphs. A kind without a sentence of its own shows its title alone. */
export function sentencesOf(notification: Notification, language: Language, timeZone: string): { subject: string; lines: string[] } {
  if (notification.kind === 'notification.bundle')
    return wordBundle(
      notification.data,
      language,
      (kind) => headlines[language][kind] ?? onCallHeadlines[language][kind] ?? custodyHeadlines[language][kind],
    );
  if (notification.kind === 'alert.digest') return wordAlerts(notification.data, language);
  const facts = factsOf(notification, language, timeZone);
  const sentence = (language === 'fr' ? fr : en)[notification.kind];
  const duty = onCallHeadlines[language][notification.kind];
  const title =
    titles[language][notification.kind] ??
    custodyHeadlines[language][notification.kind] ??
    (duty ? `${facts.title}${language === 'fr' ? ' : ' : ': '}${duty}` : facts.title);
  const subject = [facts.number && `[${facts.number}]`, title].filter(Boolean).join(' ') || notification.kind;
  return { subject, lines: sentence ? [sentence(facts)] : [subject] };
}

/** The kinds that have sentences, in both languages. */
export const wordedKinds = { en: Object.keys(en), fr: Object.keys(fr) };
