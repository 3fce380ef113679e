import type { Language } from '../i18n/dictionary.ts';

type Said = [pattern: RegExp, fr: string, en?: string];

/** What the API says of wrong fields and impossible acts, as its readers say it. `$1` is what the pattern caught. */
const sayings: Said[] = [
  [/^Invalid email/, 'n’est pas une adresse e-mail', 'is not an e-mail address'],
  [/expected string to have >=1 char/, 'ne peut pas être vide', 'must not be empty'],
  [/expected string to have >=(\d+) char/, 'doit compter au moins $1 caractères', 'must have at least $1 characters'],
  [/^must have at least (\d+) characters/, 'doit compter au moins $1 caractères'],
  [/^must have at most (\d+) characters/, 'ne doit pas dépasser $1 caractères'],
  [/expected string to have <=(\d+) char/, 'ne doit pas dépasser $1 caractères', 'must have at most $1 characters'],
  [/expected array to have >=(\d+) item/, 'doit avoir au moins $1 élément(s)', 'must have at least $1 item(s)'],
  [/expected array to have <=(\d+) item/, 'ne doit pas avoir plus de $1 éléments', 'must have at most $1 items'],
  [/expected number to be >=(\S+)/, 'doit valoir au moins $1', 'must be at least $1'],
  [/expected number to be <=(\S+)/, 'ne doit pas dépasser $1', 'must be at most $1'],
  [/^Invalid (?:ISO )?(?:date|datetime|time)/, 'n’est pas une date ou une heure valable', 'is not a valid date or time'],
  [/^Invalid (?:UUID|uuid)|is not a UUID/, 'n’est pas un UUID'],
  [/^Invalid URL|^must be an http or https address/, 'doit être une adresse http ou https', 'must be an http or https address'],
  [/^Invalid input: expected \w+, received (?:undefined|null)/, 'est nécessaire', 'is needed'],
  [/^Invalid (?:input|option)/, 'n’est pas une valeur possible', 'is not a possible value'],
  [/^must not contain control characters/, 'ne doit pas contenir de caractères de commande'],
  [/^is not an IANA time zone|^There is no time zone/, 'n’est pas un fuseau horaire, comme Europe/Paris'],
  [/^must be a time such as/, 'doit être une heure, comme 09:00'],
  [/^must be in the future/, 'doit être à venir'],
  [/^must be after/, 'doit venir après le début'],
  [/^must be an absolute path/, 'doit être un chemin absolu'],
  [/^must be a directory of its own/, 'doit être un dossier à part'],
  [/^must not exist or be an empty directory/, 'doit être un dossier vide ou nouveau'],
  [/^is not a cron expression/, 'n’est pas une expression cron'],
  [/^must have five fields/, 'doit avoir cinq champs : minute heure jour mois jour-de-semaine'],
  [/^never fires/, 'ne se déclenche jamais : aucun mois n’a ce jour'],
  [/^is not a MAC address/, 'n’est pas une adresse MAC'],
  [/^is not an IMEI/, 'n’est pas un IMEI : 15 chiffres dont le dernier est une clé'],
  [/^must be an ISO 4217 code/, 'doit être un code de monnaie, comme EUR'],
  [/^must be an amount/, 'doit être un montant, comme 1299.90'],
  [/^must have at most two decimals/, 'ne doit pas avoir plus de deux décimales'],
  [/^is not your password/, 'n’est pas votre mot de passe'],
  [/^give exactly one of/, 'Choisissez une personne, un lieu ou un appareil', 'Choose a person, a location or a device'],
  [/^has no opening hour/, 'n’a aucune heure d’ouverture'],
  [/^must have one (?:step|rotation|participant|action)/, 'doit avoir au moins un élément'],
  [/^There is no such person/, 'Cette personne n’existe pas'],
  [/^There is no such location/, 'Ce lieu n’existe pas'],
  [/^There is no such asset/, 'Cet appareil n’existe pas'],
  [/^There is no such support group/, 'Ce groupe n’existe pas'],
  [/^There is no such service/, 'Ce service n’existe pas'],
  [/^There is no such incident/, 'Cet incident n’existe pas'],
  [/^There is no such/, 'Cet élément n’existe pas'],
  [/^There is an? .* of this name already|^Another repository has this name/, 'Ce nom est déjà pris'],
  [/^Somebody has this e-mail address already/, 'Cette adresse e-mail est déjà prise'],
  [/^The tag (.+) is taken/, 'L’étiquette $1 est déjà prise'],
  [/^(.+) has this serial number already/, '$1 porte déjà ce numéro de série'],
  [/^(.+) has this IMEI already/, '$1 porte déjà cet IMEI'],
  [/^(.+) has left$/, '$1 a quitté l’entreprise'],
  [/^This person is not a technician/, 'Cette personne n’est pas technicien'],
  [/^An incident is not (?:merged into|linked to) itself/, 'Choisissez un autre incident', 'Choose another incident'],
  [/^These two are linked so already|^They are related so already/, 'Ce lien existe déjà'],
  [/^This is the last administrator/, 'C’est le dernier administrateur'],
  [/^(INC-\d+) is itself merged/, '$1 est lui-même fusionné dans un autre'],
  [/^(INC-\d+) is not merged/, '$1 n’est pas fusionné'],
  [/^(INC-\d+) is .* and cannot be/, 'L’état de $1 ne le permet plus'],
  [/^(INC-\d+) is open about the same/, '$1 est ouvert pour la même chose'],
  [/^Only the words of an open incident/, 'Seuls les mots d’un incident ouvert se corrigent'],
  [/^Only technicians/, 'Réservé aux techniciens'],
  [/^Only administrators restore/, 'Seuls les administrateurs restaurent sur une machine ; vous pouvez restaurer par téléchargement'],
  [/^Only administrators/, 'Réservé aux administrateurs'],
  [/^(\S+) is out already: check it in first|^(\S+) is out: check it in first/, 'L’appareil est remis à quelqu’un : reprenez-le d’abord'],
  [/^(\S+) is not out/, '$1 n’est remis à personne'],
  [/^Somebody (?:changed|did)/, 'Quelqu’un l’a modifié à l’instant : relisez'],
  [/^This import was undone already/, 'Cet import est déjà défait'],
  [/^The import cannot be undone/, 'L’import ne peut plus être défait : ce qu’il a créé a servi depuis'],
  [/^A run of this policy waits or runs already/, 'Une exécution de cette politique attend ou court déjà'],
  [/^Something stands there/, 'Quelque chose s’y trouve déjà ; confirmez l’écrasement'],
  [/more than 20 MB|larger than 25 MB/, 'Le fichier est trop volumineux', 'The file is too large'],
  [/^At most (\d+) files/, 'Au plus $1 fichiers à la fois'],
];

/** A message of the API in the reader's language; one that is not known stays as it came. */
export function sayAgain(message: string, language: Language): string {
  for (const [pattern, fr, en] of sayings) {
    const caught = pattern.exec(message);
    if (!caught) continue;
    const text = language === 'fr' ? fr : en;
    return text === undefined ? message : text.replaceAll(/\$(\d)/g, (_, group: string) => caught[Number(group)] ?? '');
  }
  return message;
}
