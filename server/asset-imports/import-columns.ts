import { nameKey } from '../assets/asset.ts';
import { disarmed } from '../platform/csv-cell.ts';

/** What a column of a list can tell about an asset, in the order in which our own export writes it. */
export const importFields = [
  'tag',
  'name',
  'kind',
  'status',
  'serial',
  'manufacturer',
  'model',
  'location',
  'custodianType',
  'custodian',
  'custodianEmail',
  'custodianFirstName',
  'custodianLastName',
  'custodianLocation',
  'dueAt',
  'purchasedOn',
  'purchaseCost',
  'purchaseCurrency',
  'warrantyUntil',
  'warrantyMonths',
  'criticality',
  'uuid',
  'macs',
  'imei',
  'notes',
  'modelNumber',
  'company',
  'supplier',
  'orderNumber',
  'endOfLifeOn',
] as const;
export type ImportField = (typeof importFields)[number];

/** Headers as they are written in our export, in Snipe-IT's and GLPI's, and in people's own lists, in both languages. */
export const assetSynonyms: Record<ImportField, string> = {
  tag: 'tag|asset tag|asset tag number|inventory number|étiquette|numéro d’inventaire|n° d’inventaire|no inventaire|code inventaire',
  name: 'name|asset name|item name|hostname|computer name|nom|nom de l’actif|nom du matériel|désignation|libellé',
  kind: 'kind|category|type|asset type|catégorie|genre|nature',
  status: 'status|asset status|status label|statut|état',
  serial: 'serial|serial number|serial no|serial no.|sn|s/n|service tag|numéro de série|n° de série|n° série|no série|numéro série',
  manufacturer: 'manufacturer|vendor|brand|make|fabricant|constructeur|marque',
  model: 'model|model name|asset model|modèle|nom du modèle',
  modelNumber: 'model number|model no|model no.|numéro de modèle|référence modèle',
  location: 'location|default location|site|place|lieu|emplacement|localisation|bureau',
  custodianType: 'custodian type|checkout type|type de détenteur|type d’attribution',
  custodian:
    'custodian|checked out to|assigned to|assigned user|user|utilisateur|attribué à|affecté à|détenteur|usager|alternate username|user name|beneficiary|bénéficiaire',
  custodianEmail: 'checked out to: email|checked out to: username|email|e-mail|user email|username|courriel|adresse électronique',
  custodianFirstName: 'checked out to: first name|first name|prénom',
  custodianLastName: 'checked out to: last name|last name|nom de famille',
  custodianLocation: 'checked out to: location',
  dueAt: 'due back|due at|due date|expected checkin|expected checkin date|expected return|retour prévu|date de retour|à rendre le',
  purchasedOn: 'purchased on|purchase date|purchased|date of purchase|date d’achat|acheté le|achat',
  purchaseCost: 'purchase cost|cost|price|purchase price|coût|coût d’achat|prix|prix d’achat|valeur',
  purchaseCurrency: 'currency|purchase currency|devise|monnaie',
  warrantyUntil:
    'warranty until|warranty expires|warranty expiration|warranty end|fin de garantie|garantie jusqu’au|expiration de la garantie',
  warrantyMonths: 'warranty|warranty months|garantie|garantie (mois)|durée de garantie',
  criticality: 'criticality|importance|criticité',
  uuid: 'uuid',
  macs: 'macs|mac|mac address|mac addresses|adresse mac|adresses mac',
  imei: 'imei',
  supplier: 'supplier|supplier name|fournisseur',
  orderNumber: 'order number|order no|order no.|purchase order|numéro de commande|n° de commande|commande',
  endOfLifeOn: 'asset eol date|eol date|end of life|fin de vie|date de fin de vie',
  company: 'company|société|entreprise|entity|entité',
  notes: 'notes|asset notes|comments|comment|remarks|commentaire|commentaires|remarques|observations',
};

const plain = (header: string): string => nameKey(header.replaceAll('’', "'")).replace(/[^a-z0-9:]+/g, '');

/** Which header fills which field; null for what is not used. */
export function fieldsOf(headers: string[], synonyms: Record<string, string> = assetSynonyms): Array<string | null> {
  const fields = new Map(Object.entries(synonyms).flatMap(([field, names]) => names.split('|').map((name) => [plain(name), field])));
  return headers.map((header) => fields.get(plain(header)) ?? null);
}

/** True when the file speaks French, where 3/4/2023 is in April. */
export const isFrench = (headers: string[]): boolean =>
  headers.some((header) => /[éèêç]|^(nom|lieu|marque|statut|prix|devise|notes internes|garantie)$/i.test(header));

/**
 * The texts of a row by field. Where several columns fill one field, the first that is not blank counts. An apostrophe
 * that stands before a formula's sign, as our own export writes it, is taken off.
 */
export function textsOf(cells: string[], fields: Array<string | null>): Partial<Record<string, string>> {
  const texts: Partial<Record<string, string>> = {};
  for (const [index, cell] of cells.entries()) {
    const field = fields[index];
    const text = disarmed(cell.trim());
    if (field && text !== '' && texts[field] === undefined) texts[field] = text;
  }
  return texts;
}
