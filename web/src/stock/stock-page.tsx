import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useSearchState } from '../app/search-state.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { type MovementAction, MovementDialog } from './movement-dialog.tsx';
import { StockItemDialog } from './stock-item-dialog.tsx';
import type { StockItem } from './stock-types.ts';
import { stockWords } from './stock-words.ts';

const none = { q: '', kind: '', low: '' };

/** What lies on the shelves. */
export function StockPage() {
  const words = useWords(stockWords);
  const [filters, setFilters] = useSearchState(none);
  const items = useList<StockItem>('/stock-items', { ...filters, low: filters.low || undefined, kind: filters.kind || undefined });
  const [isAdding, setAdding] = useState(false);
  const [moving, setMoving] = useState<{ item: StockItem; action: MovementAction } | null>(null);
  return (
    <>
      <PageHead
        title={words.title}
        lead={words.lead}
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        }
      />
      <div className="filters">
        <SearchField value={filters.q} onChange={(q) => setFilters({ q })} placeholder={words.search} />
        {Object.entries(words.kinds).map(([kind, name]) => (
          <Toggle key={kind} name={name} isOn={filters.kind === kind} onChange={(isOn) => setFilters({ kind: isOn ? kind : '' })} />
        ))}
        <Toggle name={words.onlyLow} isOn={filters.low === 'true'} onChange={(isOn) => setFilters({ low: isOn ? 'true' : '' })} />
      </div>
      <section className="card">
        <Listed query={items} empty={<Empty title={words.none}>{words.noneText}</Empty>}>
          {(found) => (
            <ul className="lines">
              {found.map((item) => (
                <Line key={item.id} item={item} onMove={(action) => setMoving({ item, action })} />
              ))}
            </ul>
          )}
        </Listed>
      </section>
      {isAdding && <StockItemDialog item={null} onClose={() => setAdding(false)} />}
      {moving && <MovementDialog {...moving} onClose={() => setMoving(null)} />}
    </>
  );
}

function Toggle({ name, isOn, onChange }: { name: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <Button variant="default" className={isOn ? 'facet on' : 'facet'} aria-pressed={isOn} onClick={() => onChange(!isOn)}>
      {name}
    </Button>
  );
}

function Line({ item, onMove }: { item: StockItem; onMove: (action: MovementAction) => void }) {
  const words = useWords(stockWords);
  const format = useFormats();
  const { id, name, kind, manufacturer, partNumber, shelves, isActive, onHand } = item;
  const places = shelves.map(({ location, quantity }) => `${location?.name ?? words.noShelf} ${format.number(quantity)}`);
  const isSplit = shelves.length > 1 || shelves[0]?.location;
  return (
    <li>
      <div className="grow">
        <Link href={links.stockItem(id)} className="row-link">
          <bdi>{name}</bdi>
        </Link>
        <div className="muted small">
          {[words.kinds[kind], manufacturer, partNumber, isSplit && places.join(', ')].filter(Boolean).join(' · ')}
        </div>
      </div>
      <Count item={item} />
      {isActive && onHand > 0 && (
        <Button
          variant="default"
          size="compact-sm"
          className="above-link"
          aria-label={words.titles.handed_out(name)}
          onClick={() => onMove('handed_out')}
        >
          {words.actions['handed_out']}
        </Button>
      )}
      <Button
        variant="subtle"
        size="compact-sm"
        className="above-link"
        aria-label={words.titles.received(name)}
        onClick={() => onMove('received')}
      >
        {words.actions['received']}
      </Button>
    </li>
  );
}

/** How many there are, and whether that is few. */
export function Count({ item }: { item: StockItem }) {
  const words = useWords(stockWords);
  const format = useFormats();
  const { onHand, onLoan, unit, isLow } = item;
  return (
    <span className="row tight">
      <span className="number one-line">{words.onHand([format.number(onHand), unit].filter(Boolean).join(' '))}</span>
      {onLoan > 0 && <span className="muted small one-line">{words.onLoan(format.number(onLoan))}</span>}
      {isLow && <Chip tone={onHand === 0 ? 'danger' : 'warn'}>{onHand === 0 ? words.none0 : words.low}</Chip>}
    </span>
  );
}
