import { useList } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Ago } from '../ui/marks.tsx';
import { Listed } from '../ui/states.tsx';
import { HolderName } from './loan-lines.tsx';
import type { Movement } from './stock-types.ts';
import { stockWords } from './stock-words.ts';

/** The ledger of an item, latest first. */
export function Ledger({ itemId }: { itemId: string }) {
  const words = useWords(stockWords);
  const movements = useList<Movement>('/stock-movements', { itemId });
  return (
    <Listed query={movements} empty={<p className="muted quiet">{words.ledgerNone}</p>}>
      {(items) => (
        <ul className="lines">
          {items.map((movement) => (
            <Line key={movement.id} movement={movement} />
          ))}
        </ul>
      )}
    </Listed>
  );
}

function Line({ movement }: { movement: Movement }) {
  const words = useWords(stockWords);
  const format = useFormats();
  const { kind, quantity, balance, holder, location, reason, orderNumber, actor, happenedAt } = movement;
  const sign = quantity > 0 ? '+' : '';
  return (
    <li>
      <span className="number stock-delta">{`${sign}${format.number(quantity)}`}</span>
      <div className="grow">
        <span>
          {words.moves[kind]} {holder && <HolderName holder={holder} />}
        </span>
        <div className="muted small">
          {[location?.name, orderNumber, reason, actor.name].filter(Boolean).join(' · ')} · <Ago at={happenedAt} />
        </div>
      </div>
      <span className="muted small one-line">{words.balance(format.number(balance))}</span>
    </li>
  );
}
