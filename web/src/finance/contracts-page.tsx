import { Button } from '@mantine/core';
import { IconFileText, IconPlus } from '@tabler/icons-react';
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
import { ContractDialog } from './contract-dialog.tsx';
import { onDay } from './day.ts';
import type { Contract } from './finance-types.ts';
import { financeWords } from './finance-words.ts';

const none = { q: '' };

/** What is maintained, leased or insured, and until when. */
export function ContractsPage() {
  const words = useWords(financeWords);
  const [filters, setFilters] = useSearchState(none);
  const contracts = useList<Contract>('/contracts', filters);
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <PageHead
        title={words.contracts.title}
        lead={words.contracts.lead}
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {words.contracts.add}
          </Button>
        }
      />
      <div className="filters">
        <SearchField value={filters.q} onChange={(q) => setFilters({ q })} placeholder={words.search} />
      </div>
      <section className="card">
        <Listed query={contracts} empty={<Empty title={words.contracts.none} />}>
          {(items) => <ContractLines contracts={items} />}
        </Listed>
      </section>
      {isAdding && <ContractDialog contract={null} onClose={() => setAdding(false)} />}
    </>
  );
}

export function ContractLines({ contracts }: { contracts: Contract[] }) {
  return (
    <ul className="lines">
      {contracts.map((contract) => (
        <Line key={contract.id} contract={contract} />
      ))}
    </ul>
  );
}

function Line({ contract }: { contract: Contract }) {
  const words = useWords(financeWords);
  const format = useFormats();
  const { name, kind, reference, supplier, yearlyCost, currency, assetCount } = contract;
  const facts = [
    words.contracts.kinds[kind],
    supplier?.name,
    reference,
    words.contracts.devices(format.number(assetCount)),
    yearlyCost !== null && words.contracts.yearly(format.money(yearlyCost, currency ?? 'EUR')),
  ];
  return (
    <li>
      <IconFileText size={17} className="muted" aria-hidden />
      <div className="grow">
        <Link href={links.contract(contract.id)} className="row-link">
          <bdi>{name}</bdi>
        </Link>
        <div className="muted small">{facts.filter(Boolean).join(' · ')}</div>
      </div>
      <TermChips contract={contract} />
    </li>
  );
}

const tones: Record<string, string> = { planned: 'info', active: 'good', ending: 'warn', ended: '' };

/** Where a contract stands: its state, its end, and by when notice must be given. */
export function TermChips({ contract: { term } }: { contract: Contract }) {
  const words = useWords(financeWords);
  const format = useFormats();
  return (
    <span className="row tight">
      <Chip tone={tones[term.state] ?? ''} dot>
        {words.contracts.states[term.state]}
      </Chip>
      {term.endsOn && <span className="muted small">{words.contracts.until(onDay(format, term.endsOn))}</span>}
      {term.noticeBy && <span className="muted small">{words.contracts.noticeBy(onDay(format, term.noticeBy))}</span>}
    </span>
  );
}
