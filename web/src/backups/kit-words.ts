import { dictionary } from '../i18n/dictionary.ts';

export const kitWords = dictionary(
  {
    title: 'Recovery kit',
    lead: 'For the day on which this server is gone: how every repository is opened and restored from without Coulisse.',
    warning:
      'It holds the passwords of the repositories in clear text. Print it, or keep it where only few get to, and never on this server. Every look at it is in the audit log.',
    show: 'Show the kit',
    print: 'Print',
    madeAt: (when: string, where: string) => `Made ${when} by ${where}`,
    location: 'Place',
    engine: 'Kind',
    id: 'Id',
    password: 'Password',
    none: 'not encrypted',
    lastGood: (when: string) => `last good recovery point: ${when}`,
    noPoint: 'There is no good recovery point yet.',
    late: 'older than its objective',
    keyTitle: 'Coulisse itself',
    keyText:
      'Keep data/secret.key (or SECRET_KEY) with this kit: without it a restored Coulisse works, but the passwords that it kept have to be entered again.',
    open: 'Recovery kit',
  },
  {
    title: 'Trousse de secours',
    lead: 'Pour le jour où ce serveur n’est plus : comment ouvrir chaque dépôt et en restaurer, sans Coulisse.',
    warning:
      'Elle contient en clair les mots de passe des dépôts. Imprimez-la, ou gardez-la là où peu de gens accèdent, jamais sur ce serveur. Chaque consultation est au journal d’audit.',
    show: 'Montrer la trousse',
    print: 'Imprimer',
    madeAt: (when, where) => `Faite ${when} par ${where}`,
    location: 'Lieu',
    engine: 'Type',
    id: 'Identifiant',
    password: 'Mot de passe',
    none: 'non chiffré',
    lastGood: (when) => `dernier bon point de reprise : ${when}`,
    noPoint: 'Il n’y a pas encore de bon point de reprise.',
    late: 'plus vieux que son objectif',
    keyTitle: 'Coulisse elle-même',
    keyText:
      'Gardez data/secret.key (ou SECRET_KEY) avec cette trousse : sans elle, une Coulisse restaurée fonctionne, mais les mots de passe qu’elle gardait sont à ressaisir.',
    open: 'Trousse de secours',
  },
);
