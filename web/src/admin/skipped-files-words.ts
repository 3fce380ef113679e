import { dictionary } from '../i18n/dictionary.ts';

export const skippedFilesWords = dictionary(
  {
    title: 'What the search cannot read',
    lead: 'Attached files that are not found by their words. Their names are.',
    none: 'Every file was read',
    noneText: 'PDF, Office, OpenDocument and plain texts are found by their words.',
    file: 'File',
    why: 'Why',
    incident: 'Incident',
    partial: 'Too long: found by its beginning',
    reasons: {
      format: 'A format without words that can be read',
      locked: 'It wants a password',
      damaged: 'It is damaged',
      empty: 'It holds no text, as a scan does',
      tooLarge: 'It is too large',
      tooHard: 'Reading it took too long',
      missing: 'Its bytes are gone',
    },
  },
  {
    title: 'Ce que la recherche ne peut pas lire',
    lead: 'Les fichiers joints que l’on ne trouve pas par leurs mots. Par leur nom, si.',
    none: 'Tous les fichiers ont été lus',
    noneText: 'Les PDF, fichiers Office, OpenDocument et textes simples se trouvent par leurs mots.',
    file: 'Fichier',
    why: 'Pourquoi',
    incident: 'Incident',
    partial: 'Trop long : trouvé par son début',
    reasons: {
      format: 'Un format sans mots lisibles',
      locked: 'Il demande un mot de passe',
      damaged: 'Il est abîmé',
      empty: 'Il ne contient pas de texte, comme un scan',
      tooLarge: 'Il est trop grand',
      tooHard: 'Sa lecture a pris trop de temps',
      missing: 'Ses octets ont disparu',
    },
  },
);
