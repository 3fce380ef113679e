import { Link } from 'wouter';
import { links } from '../app/links.ts';
import { useFormats } from '../i18n/format.ts';
import type { Loan } from './stock-types.ts';

/** Who has how many, or of what. */
export function LoanLines({ loans, show }: { loans: Loan[]; show: 'holder' | 'item' }) {
  const format = useFormats();
  return (
    <ul className="lines">
      {loans.map(({ item, holder, quantity }) => (
        <li key={`${item.id} ${holder.id}`}>
          <span className="grow clip">
            {show === 'item' ? (
              <Link href={links.stockItem(item.id)} className="link">
                <bdi>{item.name}</bdi>
              </Link>
            ) : (
              <HolderName holder={holder} />
            )}
          </span>
          <span className="number">{format.number(quantity)}</span>
        </li>
      ))}
    </ul>
  );
}

/** A person, a place or a device by name, with the way to its page. */
export function HolderName({ holder }: { holder: Loan['holder'] }) {
  const href = { person: links.person(holder.id), asset: links.asset(holder.id), location: null }[holder.type];
  if (!href) return <bdi>{holder.name}</bdi>;
  return (
    <Link href={href} className="link">
      <bdi>{holder.name}</bdi>
    </Link>
  );
}
