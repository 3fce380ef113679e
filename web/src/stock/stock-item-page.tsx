import { Button } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useGet, useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { financeWords } from '../finance/finance-words.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Card, Facts, Listed, Loaded, PageHead } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import { Ledger } from './ledger.tsx';
import { LoanLines } from './loan-lines.tsx';
import { type MovementAction, MovementDialog, movementActions } from './movement-dialog.tsx';
import { StockItemDialog } from './stock-item-dialog.tsx';
import { Count } from './stock-page.tsx';
import type { Loan, StockItem } from './stock-types.ts';
import { stockWords } from './stock-words.ts';

/** One item: where it lies, who has some, and its ledger. */
export function StockItemPage({ id }: { id: string }) {
  const item = useGet<StockItem>(`/stock-items/${id}`);
  return <Loaded query={item}>{(found) => <Shown item={found} />}</Loaded>;
}

function Shown({ item }: { item: StockItem }) {
  const words = useWords(stockWords);
  const common = useWords(commonWords);
  const [, navigate] = useLocation();
  const [action, setAction] = useState<MovementAction | null>(null);
  const [isEditing, setEditing] = useState(false);
  const actions = movementActions.filter((each) => each !== 'returned' || item.kind === 'accessory');
  return (
    <>
      <PageHead
        title={item.name}
        lead={<Count item={item} />}
        back={{ href: links.stock(), label: words.title }}
        actions={
          <Button variant="default" onClick={() => setEditing(true)}>
            {common.edit}
          </Button>
        }
      />
      <div className="row stock-actions">
        {actions.map((each) => (
          <Button key={each} variant={each === 'handed_out' ? 'filled' : 'default'} onClick={() => setAction(each)}>
            {words.actions[each]}
          </Button>
        ))}
      </div>
      <div className="two">
        <Card title={words.ledger} flush>
          <Ledger itemId={item.id} />
        </Card>
        <div className="stack">
          <Shelves item={item} />
          {item.kind === 'accessory' && <Loans item={item} />}
          <ItemFacts item={item} />
        </div>
      </div>
      {action && <MovementDialog item={item} action={action} onClose={() => setAction(null)} />}
      {isEditing && <StockItemDialog item={item} onClose={() => setEditing(false)} onRemoved={() => navigate(links.stock())} />}
    </>
  );
}

function Shelves({ item }: { item: StockItem }) {
  const words = useWords(stockWords);
  const format = useFormats();
  return (
    <Card title={words.shelves}>
      {item.shelves.length === 0 ? (
        <p className="muted">{words.shelvesNone}</p>
      ) : (
        <Facts of={item.shelves.map(({ location, quantity }) => [location?.name ?? words.noShelf, format.number(quantity)])} />
      )}
    </Card>
  );
}

function Loans({ item }: { item: StockItem }) {
  const words = useWords(stockWords);
  const loans = useList<Loan>(`/stock-items/${item.id}/loans`);
  return (
    <Card title={words.loans} flush>
      <Listed query={loans} empty={<p className="muted quiet">{words.loansNone}</p>}>
        {(items) => <LoanLines loans={items} show="holder" />}
      </Listed>
    </Card>
  );
}

function ItemFacts({ item }: { item: StockItem }) {
  const words = useWords(stockWords);
  const money = useWords(financeWords);
  const format = useFormats();
  return (
    <Card title={words.facts}>
      <Facts
        of={[
          [words.kind, words.kinds[item.kind]],
          [words.manufacturer, item.manufacturer],
          [words.partNumber, item.partNumber],
          [words.minimum, item.minimum],
          [money.supplier, item.supplier?.name],
          [words.unitCost, item.unitCost !== null && format.money(item.unitCost, item.currency ?? 'EUR')],
        ]}
      />
      {item.notes && <p className="typed notes">{item.notes}</p>}
    </Card>
  );
}
