import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import type { HandOver } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';
import { deskWords } from './desk-words.ts';
import { HandOverState } from './paper.tsx';
import { StateFilter, useStateFilter } from './state-filter.tsx';

/** Every hand-over, the newest first. */
export function HandOverListPage() {
  const words = useWords(deskWords);
  const shared = useWords(custodyWords);
  const [state, setState] = useStateFilter();
  const handOvers = useList<HandOver>('/hand-overs', { state });
  const make = (
    <Button component={Link} href={links.newHandOver()} leftSection={<IconPlus size={16} aria-hidden />}>
      {words.newHandOver}
    </Button>
  );
  return (
    <>
      <PageHead title={words.handOvers} lead={words.handOversLead} actions={make} />
      <StateFilter
        label={words.state}
        value={state}
        options={[
          ['', words.all],
          ...(['waiting', 'signed', 'declined', 'withdrawn'] as const).map((key): [string, string] => [key, shared.state[key]]),
        ]}
        onChange={setState}
      />
      <section className="card table-scroll">
        <Listed
          query={handOvers}
          empty={
            <Empty title={words.noHandOvers} action={make}>
              {words.noHandOversText}
            </Empty>
          }
        >
          {(items) => <Table items={items} />}
        </Listed>
      </section>
    </>
  );
}

function Table({ items }: { items: HandOver[] }) {
  const words = useWords(deskWords);
  const shared = useWords(custodyWords);
  const format = useFormats();
  return (
    <table className="table linked">
      <thead>
        <tr>
          <th>{words.number}</th>
          <th>{shared.person}</th>
          <th>{words.items}</th>
          <th>{words.state}</th>
          <th>{words.day}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((handOver) => (
          <tr key={handOver.id}>
            <td className="one-line">
              <Link href={links.handOver(handOver.number)} className="row-link">
                {handOver.number}
              </Link>
              <div className="muted small">{shared.direction[handOver.direction]}</div>
            </td>
            <td>
              <bdi>{handOver.person.name}</bdi>
            </td>
            <td>
              {shared.things(handOver.items.length)}
              <div className="muted small mono">
                {handOver.items
                  .slice(0, 3)
                  .map(({ tag }) => tag)
                  .join(', ')}
                {handOver.items.length > 3 && ' …'}
              </div>
            </td>
            <td>
              <HandOverState state={handOver.state} />
            </td>
            <td className="one-line">{format.date(handOver.createdAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
