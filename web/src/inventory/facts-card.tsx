import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { links } from '../app/links.ts';
import { fieldWords } from '../assets/asset-words.ts';
import { FieldValue } from '../assets/field-value.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import { Ago } from '../ui/marks.tsx';
import { Banner, Card, Facts, Loaded } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import { FactSection } from './fact-section.tsx';
import type { AssetFacts } from './inventory-types.ts';
import { inventoryWords } from './inventory-words.ts';
import { JoinDialog } from './join-dialog.tsx';
import { SplitDialog } from './split-dialog.tsx';
import './inventory.css';

/** What agents found of a device, and whose word each value of its record is. */
export function FactsCard({ asset }: { asset: Asset }) {
  const words = useWords(inventoryWords);
  const facts = useGet<AssetFacts>(`/assets/${asset.id}/inventory`);
  const [dialog, setDialog] = useState<'join' | 'split' | null>(null);
  const canSplit = (facts.data?.fingerprints.length ?? 0) > 1;
  return (
    <Card
      title={words.factsTitle}
      actions={
        <>
          {canSplit && (
            <Button size="compact-xs" variant="default" onClick={() => setDialog('split')}>
              {words.split}
            </Button>
          )}
          {!facts.data?.joinedInto && (
            <Button size="compact-xs" variant="default" onClick={() => setDialog('join')}>
              {words.joinInto}
            </Button>
          )}
        </>
      }
    >
      <Loaded query={facts}>{(found) => <Found asset={asset} facts={found} />}</Loaded>
      {dialog === 'join' && <JoinDialog asset={asset} close={() => setDialog(null)} />}
      {dialog === 'split' && facts.data && <SplitDialog asset={asset} facts={facts.data} close={() => setDialog(null)} />}
    </Card>
  );
}

function Found({ asset, facts }: { asset: Asset; facts: AssetFacts }) {
  const words = useWords(inventoryWords);
  const { agent, joinedInto } = facts;
  return (
    <div className="stack">
      {joinedInto && (
        <Banner tone="info">
          <Link href={links.asset(joinedInto.id)}>{words.joinedInto(joinedInto.tag)}</Link>
        </Banner>
      )}
      {!agent && <p className="muted">{words.noAgent}</p>}
      {agent?.isStub && <Banner tone="warn">{words.stub}</Banner>}
      {agent && (
        <>
          <Facts
            of={[
              [words.heard, <Ago key="at" at={agent.lastContactAt} />],
              [words.source, agent.source?.name],
              [words.wordTypes.agentId, agent.name],
            ]}
          />
          <Values asset={asset} facts={facts} />
          {facts.sections.map((section) => (
            <FactSection key={section.name} section={section} />
          ))}
        </>
      )}
    </div>
  );
}

function Values({ asset, facts }: { asset: Asset; facts: AssetFacts }) {
  const words = useWords(inventoryWords);
  const names = useWords(fieldWords);
  const [isBusy, act] = useAct();
  const release = (field: string) =>
    act(async () => {
      await api.post(`/assets/${asset.id}/inventory/releases`, { fields: [field] });
      await refresh('assets', 'inventory');
    });
  const said = facts.values.filter(({ agentValue, differs }) => differs || agentValue !== null);
  return (
    <details open={said.some(({ differs }) => differs)}>
      <summary>{words.values}</summary>
      <ul className="values">
        {said.map((each) => (
          <li key={each.field}>
            <span className="muted">{names[each.field] ?? each.field}</span> <FieldValue field={each.field} value={each.value} />{' '}
            <span className="muted small">
              {each.owner === 'agent' ? words.ownerAgent : words.ownerPerson}
              {each.saidAt && (
                <>
                  {' '}
                  · <Ago at={each.saidAt} />
                </>
              )}
            </span>
            {each.differs && (
              <div className="row wrap tight">
                <Chip tone="warn">{words.differs}</Chip>
                <FieldValue field={each.field} value={each.agentValue} />
                <Button size="compact-xs" variant="default" loading={isBusy} onClick={() => void release(each.field)}>
                  {words.release}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
