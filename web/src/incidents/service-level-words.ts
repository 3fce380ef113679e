import { dictionary } from '../i18n/dictionary.ts';

export const serviceLevelWords = dictionary(
  {
    escalations: 'Escalation',
    escalationStep: (step: number, loop: number) => (loop > 0 ? `Step ${step}, round ${loop + 1}` : `Step ${step}`),
    escalationLate: (time: string) => `${time} late`,
    noEscalations: 'No step has fired.',
    skipped: 'skipped',
  },
  {
    escalations: 'Escalade',
    escalationStep: (step, loop) => (loop > 0 ? `Étape ${step}, tour ${loop + 1}` : `Étape ${step}`),
    escalationLate: (time) => `retard ${time}`,
    noEscalations: 'Aucune étape n’a été franchie.',
    skipped: 'sautée',
  },
);
