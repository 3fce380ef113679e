import type { Context } from '../platform/context.ts';
import { fromCents } from '../platform/money.ts';
import { countStock } from '../stock/keep-stock.ts';
import { addStockItem, changeStockItem, removeStockItem } from '../stock/save-stock-item.ts';
import type { StockKind } from '../stock/stock-item.ts';
import { movedStockItems, stockItemsByName, stockItemVersions } from '../stock/stock-queries.ts';
import { newStockItem, stockItemChanges } from '../stock/stock-schemas.ts';
import { stockItemById } from '../stock/stock-view.ts';
import { locationFinder } from './import-references.ts';
import { inputOf, loadNamed, type NamedRecord } from './named-record.ts';
import { recordSubject } from './record-subject.ts';

const record: NamedRecord = {
  columns: {
    name: 'text',
    manufacturer: 'text',
    partNumber: 'text',
    supplier: 'supplier',
    minimum: 'count',
    unitCost: 'money',
    notes: 'text',
    quantity: 'count',
    place: 'place',
  },
  shape: newStockItem.shape,
  async find(sql, names) {
    const found = await stockItemsByName(sql, names);
    return new Map(
      [...found].map(([key, { id, version, supplierId, name, manufacturer, partNumber, minimum, unitCostCents, currency, notes }]) => [
        key,
        [
          {
            id,
            version,
            supplierId,
            values: { name, manufacturer, partNumber, minimum, unitCost: fromCents(unitCostCents), currency, notes },
          },
        ],
      ]),
    );
  },
  places: locationFinder,
};

/** What there is of an item already is the matter of its ledger: a list says it of new ones alone. */
const stockSubject = (kind: StockKind, names: string) =>
  recordSubject({
    role: 'lead',
    synonyms: {
      name: `name|item name|${names}|nom|désignation|libellé`,
      manufacturer: 'manufacturer|vendor|brand|fabricant|marque',
      partNumber: 'model number|model no|model no.|part number|item no|item no.|item number|référence|numéro de modèle',
      supplier: 'supplier|fournisseur',
      minimum: 'minimum|min qty|min amt|min quantity|minimum quantity|seuil|quantité minimale',
      unitCost: 'unit cost|purchase cost|cost|price|coût|coût unitaire|prix|prix unitaire',
      notes: 'notes|comments|remarques|commentaires',
      quantity: 'quantity|qty|total|count|remaining|quantité|nombre',
      place: 'location|shelf|lieu|emplacement|rayon',
    },
    withoutKey: 'The row has no name',
    async load(sql, rows, planning) {
      const lookup = await loadNamed(record, sql, rows, planning);
      return {
        ...lookup,
        read(texts, before) {
          const reading = lookup.read(texts, before);
          if (!before) return reading;
          const { quantity: _, place: __, ...values } = reading.values;
          return { ...reading, values };
        },
      };
    },
    labelOf: ({ name }) => (typeof name === 'string' ? name : null),
    create: (tx, actor, values) => addStockItem(tx, actor, newStockItem.parse({ ...inputOf(values), kind })),
    change: (tx, actor, id, values) => changeStockItem(tx, actor, id, stockItemChanges.parse(inputOf(values)), null),
    async remove(tx, actor, id) {
      for (const shelfId of await shelvesOf(tx, id)) await countStock(tx, actor, id, { counted: 0, shelfId, reason: null });
      await removeStockItem(tx, actor, id);
    },
    versionsOf: stockItemVersions,
    usedSince: movedStockItems,
  });

const shelvesOf = async (tx: Context, id: string): Promise<Array<string | null>> =>
  (await stockItemById(tx, id)).shelves.map(({ location }) => location?.id ?? null);

/** Lists of what is lent: keyboards, cables, docks without a number. */
export const accessoriesSubject = stockSubject('accessory', 'accessory|accessory name|accessoire');
/** Lists of what is used up: paper, toner. */
export const consumablesSubject = stockSubject('consumable', 'consumable|consumable name|consommable');
/** Lists of what goes into devices: memory, disks. */
export const componentsSubject = stockSubject('component', 'component|component name|composant');
