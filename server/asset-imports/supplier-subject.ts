import { addSupplier, changeSupplier, removeSupplier } from '../finance/save-supplier.ts';
import { suppliersByName, supplierVersions } from '../finance/supplier-queries.ts';
import { newSupplier, supplierChanges } from '../finance/supplier-schemas.ts';
import { inputOf, loadNamed, type NamedRecord } from './named-record.ts';
import { recordSubject } from './record-subject.ts';

const record: NamedRecord = {
  columns: {
    name: 'text',
    email: 'text',
    phone: 'text',
    url: 'text',
    contact: 'text',
    accountNumber: 'text',
    address: 'text',
    notes: 'text',
  },
  shape: newSupplier.shape,
  async find(sql, names) {
    const found = await suppliersByName(sql, names);
    return new Map(
      [...found].map(([key, { id, version, name, email, phone, url, contact, accountNumber, address, notes }]) => [
        key,
        [{ id, version, values: { name, email, phone, url, contact, accountNumber, address, notes } }],
      ]),
    );
  },
};

/** Lists of suppliers: known by their name. */
export const suppliersSubject = recordSubject({
  role: 'lead',
  synonyms: {
    name: 'name|supplier|supplier name|company|nom|fournisseur',
    email: 'email|e-mail|courriel',
    phone: 'phone|telephone|téléphone',
    url: 'url|website|site web',
    contact: 'contact|contact name|interlocuteur',
    accountNumber: 'account number|customer number|numéro de client|numéro de compte',
    address: 'address|adresse',
    notes: 'notes|comments|remarques|commentaires',
  },
  withoutKey: 'The row has no name',
  load: (sql, rows, planning) => loadNamed(record, sql, rows, planning),
  labelOf: ({ name }) => (typeof name === 'string' ? name : null),
  create: (tx, actor, values) => addSupplier(tx, actor, newSupplier.parse(inputOf(values))),
  change: (tx, actor, id, values) => changeSupplier(tx, actor, id, supplierChanges.parse(inputOf(values)), null),
  remove: removeSupplier,
  versionsOf: supplierVersions,
});
