import { Button, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Link } from 'wouter';
import { apiUrl } from '../api/client.ts';
import { useGet, useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useSearchState } from '../app/search-state.ts';
import { useKindNames } from '../assets/use-kind-names.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Facet } from '../ui/facet.tsx';
import { Card, Empty, Listed, Loaded, PageHead } from '../ui/states.tsx';
import { onDay, today } from './day.ts';
import type { Totals, ValueLine } from './finance-types.ts';
import { financeWords } from './finance-words.ts';

const initial = { asOf: '', kind: '' };

/** What everything is worth at the end of a day. */
export function ValuesPage() {
  const words = useWords(financeWords);
  const kinds = useKindNames();
  const [filters, setFilters] = useSearchState(initial);
  const asked = { asOf: filters.asOf || undefined, kind: filters.kind || undefined };
  const lines = useList<ValueLine>('/finance/book-values', asked);
  const totals = useGet<Totals>('/finance/book-values/totals', asked);
  return (
    <>
      <PageHead
        title={words.values.title}
        lead={words.values.lead}
        actions={
          <Button
            component="a"
            variant="default"
            href={apiUrl('/finance/book-values.csv', asked)}
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {words.values.file}
          </Button>
        }
      />
      <div className="filters">
        <TextInput
          type="date"
          aria-label={words.values.asOf}
          value={filters.asOf || today()}
          onChange={(event) => setFilters({ asOf: event.currentTarget.value })}
        />
        <Facet
          label={words.values.kind}
          options={kinds}
          value={filters.kind}
          // One at a time.
          onChange={(kind) => setFilters({ kind: kind.split(',').find((each) => each !== filters.kind) ?? '' })}
        />
      </div>
      <div className="stack">
        <Card title={words.values.sums} flush>
          <Loaded query={totals}>{(found) => <TotalsTable totals={found} />}</Loaded>
        </Card>
        <Card title={words.values.each} flush>
          <Listed query={lines} empty={<Empty title={words.values.none}>{words.values.noneText}</Empty>}>
            {(items) => <LinesTable lines={items} />}
          </Listed>
        </Card>
      </div>
    </>
  );
}

function TotalsTable({ totals }: { totals: Totals }) {
  const words = useWords(financeWords);
  const format = useFormats();
  const names = new Map(useKindNames().map(({ value, label }) => [value, label]));
  if (totals.items.length === 0) return <p className="muted quiet">{words.values.none}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls a table that is wider than the screen
    <section className="table-scroll" tabIndex={0} aria-label={words.values.sums}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.values.kind}</th>
            {[words.values.count, words.cost, words.values.depreciated, words.values.value].map((name) => (
              <th scope="col" className="end" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {totals.items.map(({ currency, kind, count, cost, depreciated, bookValue }) => (
            <tr key={`${currency} ${kind}`}>
              <th scope="row">{names.get(kind) ?? kind}</th>
              <td className="end number">{format.number(count)}</td>
              {[cost, depreciated, bookValue].map((amount, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are
                <td className="end number" key={place}>
                  {format.money(amount, currency)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function LinesTable({ lines }: { lines: ValueLine[] }) {
  const words = useWords(financeWords);
  const format = useFormats();
  const day = (on: string | null) => on && onDay(format, on);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls a table that is wider than the screen
    <section className="table-scroll" tabIndex={0} aria-label={words.values.each}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.values.device}</th>
            <th scope="col">{words.values.bought}</th>
            <th scope="col">{words.values.until}</th>
            <th scope="col" className="end">
              {words.cost}
            </th>
            <th scope="col" className="end">
              {words.values.value}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ asset, inServiceOn, purchasedOn, endsOn, cost, bookValue, currency }) => (
            <tr key={asset.id}>
              <td>
                <Link href={links.asset(asset.id)} className="link">
                  <bdi>{asset.name}</bdi>
                </Link>{' '}
                <span className="mono muted small">{asset.tag}</span>
              </td>
              <td className="one-line">{day(inServiceOn ?? purchasedOn)}</td>
              <td className="one-line">{day(endsOn)}</td>
              <td className="end number">{format.money(cost, currency)}</td>
              <td className="end number">{format.money(bookValue, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
