import { useList } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Card, Listed } from '../ui/states.tsx';
import { LoanLines } from './loan-lines.tsx';
import type { Loan } from './stock-types.ts';
import { stockWords } from './stock-words.ts';

/** The accessories that were handed out to the device. */
export function AssetStockCard({ asset }: { asset: Asset }) {
  const words = useWords(stockWords);
  const loans = useList<Loan>(`/assets/${asset.id}/stock`);
  return (
    <Card title={words.accessories} flush>
      <Listed query={loans} empty={<p className="muted quiet">{words.accessoriesNone}</p>}>
        {(items) => <LoanLines loans={items} show="item" />}
      </Listed>
    </Card>
  );
}
