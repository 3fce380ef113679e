import { SegmentedControl, Switch } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { SearchField } from '../ui/search-field.tsx';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import type { Title } from './inventory-types.ts';
import { inventoryWords } from './inventory-words.ts';
import { PolicyChip } from './policy-chip.tsx';

const policies = ['all', 'allowed', 'forbidden', 'none'] as const;

/** Every program that agents found, with on how many devices it is. */
export function SoftwarePage() {
  const words = useWords(inventoryWords);
  const [q, setQ] = useState('');
  const [policy, setPolicy] = useState<(typeof policies)[number]>('all');
  const [withSystem, setWithSystem] = useState(false);
  const titles = useList<Title>('/software', {
    q: q || undefined,
    policy: policy === 'all' ? undefined : policy,
    system: withSystem ? 'true' : undefined,
  });
  return (
    <>
      <PageHead title={words.softwareTitle} lead={words.softwareLead} />
      <div className="row wrap software-filters">
        <SearchField value={q} onChange={setQ} placeholder={words.searchSoftware} />
        <SegmentedControl
          aria-label={words.policyLabel}
          value={policy}
          onChange={(next) => setPolicy(next as typeof policy)}
          data={policies.map((value) => ({ value, label: words.policies[value] }))}
        />
        <Switch label={words.withSystem} checked={withSystem} onChange={(event) => setWithSystem(event.currentTarget.checked)} />
      </div>
      <section className="card">
        <Listed query={titles} empty={<Empty title={words.noSoftware}>{words.noSoftwareText}</Empty>}>
          {(items) => <Titles items={items} />}
        </Listed>
      </section>
    </>
  );
}

function Titles({ items }: { items: Title[] }) {
  const words = useWords(inventoryWords);
  const format = useFormats();
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.program}</th>
            <th scope="col">{words.publisher}</th>
            <th scope="col" className="end">
              {words.installations}
            </th>
            <th scope="col" className="end">
              {words.versions}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((title) => (
            <tr key={title.id}>
              <td>
                <Link href={links.software(title.id)}>
                  <bdi>{title.name}</bdi>
                </Link>{' '}
                <PolicyChip policy={title.policy} />
              </td>
              <td className="muted">
                <bdi>{title.publisher}</bdi>
              </td>
              <td className="end">{format.number(title.installationCount)}</td>
              <td className="end muted">{format.number(title.versionCount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
