import { useList } from '../api/queries.ts';
import type { Person } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Card, Listed } from '../ui/states.tsx';
import { LoanLines } from './loan-lines.tsx';
import type { Loan } from './stock-types.ts';
import { stockWords } from './stock-words.ts';

/** The accessories that a person has. */
export function PersonStockCard({ person }: { person: Person }) {
  const words = useWords(stockWords);
  const loans = useList<Loan>(`/people/${person.id}/stock`);
  return (
    <Card title={words.accessories} flush>
      <Listed query={loans} empty={<p className="muted quiet">{words.loansNone}</p>}>
        {(items) => <LoanLines loans={items} show="item" />}
      </Listed>
    </Card>
  );
}
