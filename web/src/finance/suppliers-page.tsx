import { Button } from '@mantine/core';
import { IconBuildingStore, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useList } from '../api/queries.ts';
import { useSearchState } from '../app/search-state.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import type { Supplier } from './finance-types.ts';
import { financeWords } from './finance-words.ts';
import { SupplierDialog } from './supplier-dialog.tsx';

const none = { q: '' };

/** Whom things are bought from. */
export function SuppliersPage() {
  const words = useWords(financeWords);
  const [filters, setFilters] = useSearchState(none);
  const suppliers = useList<Supplier>('/suppliers', filters);
  const [editing, setEditing] = useState<Supplier | 'new' | null>(null);
  return (
    <>
      <PageHead
        title={words.suppliers.title}
        lead={words.suppliers.lead}
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
            {words.suppliers.add}
          </Button>
        }
      />
      <div className="filters">
        <SearchField value={filters.q} onChange={(q) => setFilters({ q })} placeholder={words.search} />
      </div>
      <section className="card">
        <Listed query={suppliers} empty={<Empty title={words.suppliers.none} />}>
          {(items) => (
            <ul className="lines">
              {items.map((supplier) => (
                <Line key={supplier.id} supplier={supplier} onEdit={() => setEditing(supplier)} />
              ))}
            </ul>
          )}
        </Listed>
      </section>
      {editing && <SupplierDialog supplier={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function Line({ supplier, onEdit }: { supplier: Supplier; onEdit: () => void }) {
  const words = useWords(financeWords);
  const common = useWords(commonWords);
  const { name, contact, phone, email, accountNumber, isActive } = supplier;
  return (
    <li>
      <IconBuildingStore size={17} className="muted" aria-hidden />
      <div className="grow">
        <bdi>{name}</bdi>
        <div className="muted small clip">{[contact, phone, email, accountNumber].filter(Boolean).join(' · ')}</div>
      </div>
      {!isActive && <Chip>{words.setAside}</Chip>}
      <Button variant="subtle" size="compact-sm" aria-label={words.suppliers.edit(name)} onClick={onEdit}>
        {common.edit}
      </Button>
    </li>
  );
}
