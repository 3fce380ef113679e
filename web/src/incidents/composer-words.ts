import { dictionary } from '../i18n/dictionary.ts';

export const composerWords = dictionary(
  {
    label: 'Write an answer',
    toTechnicians: 'Write an internal note',
    toRequester: (name: string) => `Answer ${name}`,
    publicPlaceholder: (name: string) => `Your answer to ${name} …`,
    nobodyPlaceholder: 'Write an answer …',
    portalPlaceholder: 'Add something, or answer the technician …',
    internalPlaceholder: 'Only technicians read this …',
    public: 'Public answer',
    internal: 'Internal note',
    who: 'Who reads it',
    send: 'Send',
    note: 'Add the note',
    macros: 'Macros',
  },
  {
    label: 'Écrire une réponse',
    toTechnicians: 'Écrire une note interne',
    toRequester: (name) => `Répondre à ${name}`,
    publicPlaceholder: (name) => `Votre réponse à ${name} …`,
    nobodyPlaceholder: 'Écrire une réponse …',
    portalPlaceholder: 'Ajoutez une précision, ou répondez au technicien …',
    internalPlaceholder: 'Seuls les techniciens lisent ceci …',
    public: 'Réponse publique',
    internal: 'Note interne',
    who: 'Qui la lit',
    send: 'Envoyer',
    note: 'Ajouter la note',
    macros: 'Macros',
  },
);
