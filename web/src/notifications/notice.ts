import { links } from '../app/links.ts';
import { dictionary, useWords } from '../i18n/dictionary.ts';

export interface Notice {
  id: string;
  kind: string;
  subject: { type: string; id: string };
  data: Record<string, unknown>;
  createdAt: string;
  readAt: string | null;
}

const noticeWords = dictionary(
  {
    texts: {
      'incident.filed': (what: string, who: string) => `${who} reported ${what}`,
      'incident.created': (what: string, who: string) => `${who} reported ${what}`,
      'incident.assigned': (what: string) => `${what} was assigned to you`,
      'incident.commented': (what: string, who: string) => `${who} wrote in ${what}`,
      'incident.resolved': (what: string) => `${what} is resolved`,
      'incident.reopened': (what: string) => `${what} was reopened`,
      'incident.escalated': (what: string) => `${what} needs attention: it was escalated`,
      'escalation.step': (what: string) => `${what} needs attention: it was escalated`,
      'serviceLevel.breached': (what: string) => `A promised time passed: ${what}`,
      'incident.pended': (what: string) => `${what} is on hold`,
      'incident.closed': (what: string) => `${what} is closed`,
      'incident.cancelled': (what: string) => `${what} was cancelled`,
    } as Record<string, (what: string, who: string) => string>,
    other: (what: string) => what,
    someone: 'Someone',
    something: 'An incident',
  },
  {
    texts: {
      'incident.filed': (what, who) => `${who} a signalé ${what}`,
      'incident.created': (what, who) => `${who} a signalé ${what}`,
      'incident.assigned': (what) => `${what} vous est affecté`,
      'incident.commented': (what, who) => `${who} a écrit dans ${what}`,
      'incident.resolved': (what) => `${what} est résolu`,
      'incident.reopened': (what) => `${what} est rouvert`,
      'incident.escalated': (what) => `${what} demande votre attention : il est escaladé`,
      'escalation.step': (what) => `${what} demande votre attention : il est escaladé`,
      'serviceLevel.breached': (what) => `Un délai promis est dépassé : ${what}`,
      'incident.pended': (what) => `${what} est en attente`,
      'incident.closed': (what) => `${what} est clos`,
      'incident.cancelled': (what) => `${what} est annulé`,
    },
    other: (what) => what,
    someone: 'Quelqu’un',
    something: 'Un incident',
  },
);

/** Answers a function that says a notification in the reader's language. */
export function useNoticeText(): (notice: Notice) => string {
  const words = useWords(noticeWords);
  return ({ kind, data }) => {
    const named = [data['number'], data['title']].filter(Boolean).join(' · ');
    const who = String(data['actorName'] ?? (data['actor'] as { name?: string } | undefined)?.name ?? words.someone);
    return (words.texts[kind] ?? words.other)(named || words.something, who);
  };
}

/** The page that a notification is about. */
export function addressOf({ subject, data }: Notice): string | null {
  if (subject.type === 'incident') return links.incident(String(data['number'] ?? subject.id));
  if (subject.type === 'asset') return links.asset(subject.id);
  if (subject.type === 'backupRun') return links.run(subject.id);
  if (subject.type === 'backupPolicy') return links.policy(subject.id);
  return null;
}
