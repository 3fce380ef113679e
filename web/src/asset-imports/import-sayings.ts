import type { Language } from '../i18n/dictionary.ts';

/** What the import says of rows, in French; `$1` and `$2` are what the pattern caught. */
const sayings: Array<[RegExp, string]> = [
  [/^The row has neither name, model nor tag$/, 'La ligne n’a ni nom, ni modèle, ni numéro'],
  [/^There is no location “(.*)”, or more than one$/, 'Il n’y a pas de lieu « $1 », ou il y en a plusieurs'],
  [/^There is no location “(.*)” to have it$/, 'Il n’y a pas de lieu « $1 » pour l’accueillir'],
  [/^Nobody here is “(.*)”: the asset was given to no one$/, 'Personne ici n’est « $1 » : l’appareil n’est remis à personne'],
  [/^(.*) has left and was not given the asset$/, '$1 est parti et ne reçoit pas l’appareil'],
  [/^(.*) has the serial number (.*) already$/, '$1 a déjà le numéro de série $2'],
  [/^Another asset has the IMEI (.*) already$/, 'Un autre appareil a déjà l’IMEI $1'],
  [/^Line (\d+) has (.*) too$/, 'La ligne $1 a aussi $2'],
  [
    /^The serial number (.*) lost its last digits.*$/,
    'Le numéro de série $1 a perdu ses derniers chiffres dans un tableur : mettez la colonne au format texte',
  ],
  [/^“(.*)” is no serial number$/, '« $1 » n’est pas un numéro de série'],
  [/^The category “(.*)” is none of ours$/, 'La catégorie « $1 » n’est pas des nôtres'],
  [/^The status “(.*)” is none of ours$/, 'L’état « $1 » n’est pas des nôtres'],
  [/^The criticality “(.*)” is none of ours$/, 'L’importance « $1 » n’est pas des nôtres'],
  [/^“(.*)” is no date that we know$/, '« $1 » n’est pas une date connue'],
  [/^“(.*)” could be two days: .*$/, '« $1 » pourrait être deux jours : ce fichier mêle les deux ordres'],
  [/^There is no day “(.*)”$/, 'Le jour « $1 » n’existe pas'],
  [/^“(.*)” is no amount that we know$/, '« $1 » n’est pas un montant connu'],
  [/^“(.*)” is too much$/, '« $1 » est trop'],
  [/^What is (\w+) cannot be out$/, 'Ce qui est hors service ne peut pas être remis'],
  [/^The row has no e-mail address$/, 'La ligne n’a pas d’adresse électronique'],
  [/^The row has no name$/, 'La ligne n’a pas de nom'],
  [/^“(.*)” is neither yes nor no$/, '« $1 » n’est ni oui ni non'],
  [/^There is no supplier “(.*)”$/, 'Il n’y a pas de fournisseur « $1 »'],
  [/^Nobody here is “(.*)”$/, 'Personne ici n’est « $1 »'],
  [/^“(.*)” is no number that we know$/, '« $1 » n’est pas un nombre connu'],
  [/^“(.*)” lost its last digits.*$/, '« $1 » a perdu ses derniers chiffres dans un tableur : mettez la colonne au format texte'],
  [/^There are (\d+) records named “(.*)”$/, 'Il y a $1 fiches nommées « $2 »'],
  [/^(.*) was changed since$/, '$1 a été modifié depuis'],
  [/^(.*) is in use$/, '$1 est utilisé'],
  [/^(.*) is inside (.*)$/, '$1 est dans $2'],
  [/^(.*) was related to another asset since$/, '$1 a été lié à un autre appareil depuis'],
  [/^The file is not kept any more$/, 'Le fichier n’est plus conservé'],
  [/^(.*) may not import such lists any more$/, '$1 n’a plus le droit d’importer de telles listes'],
  [/^There is no licence “(.*)”, or more than one$/, 'Il n’y a pas de licence « $1 », ou il y en a plusieurs'],
  [/^The row names no licence, .*$/, 'La ligne ne nomme pas de licence, ou personne qui en ait un poste'],
  [/^(.*) has left$/, '$1 est parti'],
  [/^They have a seat of (.*) already$/, 'Un poste de $1 est déjà attribué'],
  [/^All (\d+) seats of (.*) are taken$/, 'Les $1 postes de $2 sont tous pris'],
  [/^There is no company “(.*)”$/, 'Il n’y a pas de société « $1 »'],
  [/^This kind has no field (.*)$/, 'Ce type n’a pas de champ $1'],
  [/^(.*): another asset has this value already$/, '$1 : un autre appareil a déjà cette valeur'],
  [/^(.*) is required$/, '$1 est obligatoire'],
  [/^It asks for a pause$/, 'Il demande une pause'],
  [/^It answered (\d+)$/, 'Il a répondu $1'],
  [/^It answered (\d+) for (.*)$/, 'Il a répondu $1 pour $2'],
  [/^It does not take the token for (.*)$/, 'Il n’accepte pas le jeton pour $1'],
  [/^What answers there is no Snipe-IT: .*$/, 'Ce qui répond là n’est pas Snipe-IT'],
  [/^(.*) is a private address; .*$/, '$1 est une adresse privée ; nommez-la dans WEBHOOK_ALLOW pour la permettre'],
  [/^The import of this list was stopped$/, 'L’importation de cette liste a été arrêtée'],
  [/^The import cannot be undone: (.*)$/, 'L’importation ne peut pas être annulée : $1'],
  [/^The asset would come to be inside itself$/, 'L’appareil se retrouverait en lui-même'],
  [/^The asset that would hold it is refused itself$/, 'L’appareil qui le porterait est lui-même refusé'],
];

/** A reason or a warning in the language of the page; what is not known is shown as the API says it. */
export function importReason(message: string, language: Language): string {
  if (language === 'en') return message;
  const found = sayings.find(([pattern]) => pattern.test(message));
  return found ? message.replace(found[0], found[1]) : message;
}
