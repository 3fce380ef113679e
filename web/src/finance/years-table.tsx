import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { onDay } from './day.ts';
import type { AssetMoney } from './finance-types.ts';
import { financeWords } from './finance-words.ts';

/** The depreciation of every fiscal year of a life. */
export function YearsTable({ years, currency }: { years: AssetMoney['years']; currency: string }) {
  const words = useWords(financeWords);
  const format = useFormats();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls a table that is wider than the screen
    <section className="table-scroll" tabIndex={0} aria-label={words.money.years}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.money.year}</th>
            <th scope="col" className="end">
              {words.money.depreciation}
            </th>
            <th scope="col" className="end">
              {words.values.value}
            </th>
          </tr>
        </thead>
        <tbody>
          {years.map((year) => (
            <tr key={year.to}>
              <td className="one-line">{`${onDay(format, year.from)} – ${onDay(format, year.to)}`}</td>
              <td className="end number">{format.money(year.depreciation, currency)}</td>
              <td className="end number">{format.money(year.bookValue, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
