import { licencesByName, licenceVersions } from '../licences/licence-match-queries.ts';
import { licenceChanges, newLicence } from '../licences/licence-schemas.ts';
import { addLicence, changeLicence, removeLicence } from '../licences/save-licence.ts';
import { fromCents } from '../platform/money.ts';
import { inputOf, loadNamed, type NamedRecord } from './named-record.ts';
import { recordSubject, type Values } from './record-subject.ts';

const record: NamedRecord = {
  columns: {
    name: 'text',
    publisher: 'text',
    seats: 'count',
    supplier: 'supplier',
    orderNumber: 'text',
    purchasedOn: 'date',
    cost: 'money',
    expiresOn: 'date',
    isReassignable: 'truth',
    notes: 'text',
    key: 'text',
  },
  shape: newLicence.shape,
  async find(sql, names) {
    const found = await licencesByName(sql, names);
    return new Map(
      [...found].map(([key, licences]) => [
        key,
        licences.map(({ id, version, supplierId, costCents, ...licence }) => {
          const { name, publisher, seats, orderNumber, purchasedOn, currency, expiresOn, isReassignable, notes } = licence;
          const cost = fromCents(costCents);
          const values: Values = { name, publisher, seats, orderNumber, purchasedOn, cost, currency, expiresOn, isReassignable, notes };
          return { id, version, supplierId, values };
        }),
      ]),
    );
  },
};

/** Lists of licences: known by their name. Keys are kept sealed, so a list brings them with new licences alone. */
export const licencesSubject = recordSubject({
  role: 'lead',
  synonyms: {
    name: 'name|license name|licence name|item name|software|license|licence|nom|logiciel',
    publisher: 'manufacturer|publisher|vendor|éditeur|fabricant',
    seats: 'seats|quantity|qty|total|sièges|postes|nombre de licences',
    supplier: 'supplier|fournisseur',
    orderNumber: 'order number|order no|order no.|numéro de commande',
    purchasedOn: 'purchase date|purchased|date d’achat',
    cost: 'purchase cost|cost|price|coût|prix',
    expiresOn: 'expiration date|expires|expires on|expiration|date d’expiration|expire le',
    isReassignable: 'reassignable|réattribuable',
    notes: 'notes|comments|remarques|commentaires',
    key: 'serial|serial number|product key|license key|licence key|clé|clé de produit',
  },
  withoutKey: 'The row has no name',
  async load(sql, rows, planning) {
    const lookup = await loadNamed(record, sql, rows, planning);
    return {
      ...lookup,
      read(texts, before) {
        const reading = lookup.read(texts, before);
        if (!before) return reading;
        const { key: _, ...values } = reading.values;
        return { ...reading, values };
      },
    };
  },
  labelOf: ({ name }) => (typeof name === 'string' ? name : null),
  create: (tx, actor, values) => addLicence(tx, actor, newLicence.parse(inputOf(values))),
  change: (tx, actor, id, values) => changeLicence(tx, actor, id, licenceChanges.parse(inputOf(values)), null),
  remove: removeLicence,
  versionsOf: licenceVersions,
});
