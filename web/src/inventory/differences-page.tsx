import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { fieldWords } from '../assets/asset-words.ts';
import { FieldValue } from '../assets/field-value.tsx';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { Difference } from './inventory-types.ts';
import { inventoryWords } from './inventory-words.ts';

/** Records in which a person's word stands against the agent's, released one by one or together. */
export function DifferencesPage() {
  const words = useWords(inventoryWords);
  const isLead = hasRole(useMe(), 'lead');
  const list = useList<Difference>('/inventory/differences', { limit: 100 });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isBusy, act] = useAct();
  const toggle = (id: string) =>
    setChosen((before) => (before.has(id) ? new Set([...before].filter((each) => each !== id)) : new Set([...before, id])));
  const releaseChosen = () =>
    act(async () => {
      const marked = list.items.filter(({ asset }) => chosen.has(asset.id));
      const fields = [...new Set(marked.flatMap(({ differences }) => differences.map(({ field }) => field)))];
      const answer = await api.post<{ released: number; refused: unknown[] }>('/inventory/differences/releases', {
        assetIds: marked.map(({ asset }) => asset.id),
        fields,
      });
      setChosen(new Set());
      await refresh('inventory', 'assets');
      const said = words.released(answer.released);
      toast(answer.refused.length > 0 ? `${said} ${words.refused(answer.refused.length)}` : said, { isBad: answer.refused.length > 0 });
    });
  return (
    <>
      <PageHead
        title={words.differencesTitle}
        lead={words.differencesLead}
        actions={
          isLead &&
          chosen.size > 0 && (
            <Button loading={isBusy} onClick={() => void releaseChosen()}>
              {words.releaseAll(chosen.size)}
            </Button>
          )
        }
      />
      <section className="card">
        <Listed query={list} empty={<Empty title={words.noDifferences}>{words.noDifferencesText}</Empty>}>
          {(items) => (
            <>
              {isLead && (
                <div className="card-body">
                  <Checkbox
                    label={words.selectAll}
                    checked={chosen.size === items.length && items.length > 0}
                    indeterminate={chosen.size > 0 && chosen.size < items.length}
                    onChange={(event) => setChosen(event.currentTarget.checked ? new Set(items.map(({ asset }) => asset.id)) : new Set())}
                  />
                </div>
              )}
              <ul className="lines">
                {items.map((item) => (
                  <DifferenceLine
                    key={item.asset.id}
                    item={item}
                    isLead={isLead}
                    isChosen={chosen.has(item.asset.id)}
                    toggle={() => toggle(item.asset.id)}
                  />
                ))}
              </ul>
            </>
          )}
        </Listed>
      </section>
    </>
  );
}

interface LineProps {
  item: Difference;
  isLead: boolean;
  isChosen: boolean;
  toggle: () => void;
}

function DifferenceLine({ item: { asset, differences }, isLead, isChosen, toggle }: LineProps) {
  const words = useWords(inventoryWords);
  const names = useWords(fieldWords);
  const [isBusy, act] = useAct();
  const release = (field: string) =>
    act(async () => {
      await api.post(`/assets/${asset.id}/inventory/releases`, { fields: [field] });
      await refresh('inventory', 'assets');
    });
  return (
    <li className="difference">
      {isLead && <Checkbox aria-label={words.select(asset.name)} checked={isChosen} onChange={toggle} />}
      <div className="grow">
        <Link href={links.asset(asset.id)}>
          <span className="mono">{asset.tag}</span> <bdi>{asset.name}</bdi>
        </Link>
        {differences.map(({ field, value, agentValue }) => (
          <div key={field} className="row wrap">
            <span className="grow small">
              <span className="muted">{names[field] ?? field}</span> {words.register} <FieldValue field={field} value={value} /> ·{' '}
              {words.agentSays} <FieldValue field={field} value={agentValue} />
            </span>
            <Button size="compact-xs" variant="default" loading={isBusy} onClick={() => void release(field)}>
              {words.release}
            </Button>
          </div>
        ))}
      </div>
    </li>
  );
}
