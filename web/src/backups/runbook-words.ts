import { dictionary } from '../i18n/dictionary.ts';

export const runbookWords = dictionary(
  {
    title: 'Runbook',
    lead: 'What each failure means, and what to do about it.',
    open: 'Open the runbook',
    retried: 'tried again by itself, up to three times',
    notRetried: 'waits for somebody',
    groups: {
      source: 'What is backed up',
      repository: 'Where it is kept',
      engine: 'The tool and the machine',
      verification: 'What was kept does not prove itself',
      target: 'Where it is restored to',
      schedule: 'When it runs',
      foreign: 'Somebody else',
    },
  },
  {
    title: 'Marche à suivre',
    lead: 'Ce que veut dire chaque échec, et que faire.',
    open: 'Ouvrir la marche à suivre',
    retried: 'retenté tout seul, trois fois au plus',
    notRetried: 'attend quelqu’un',
    groups: {
      source: 'Ce qui est sauvegardé',
      repository: 'Là où c’est gardé',
      engine: 'L’outil et la machine',
      verification: 'Ce qui est gardé ne fait pas ses preuves',
      target: 'Là où l’on restaure',
      schedule: 'Quand cela tourne',
      foreign: 'Quelqu’un d’autre',
    },
  },
);
