import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { AssetFacts, WordType } from './inventory-types.ts';
import { inventoryWords } from './inventory-words.ts';

/** Gives some ways in which the machine introduced itself a record of their own. */
export function SplitDialog({ asset, facts, close }: { asset: Asset; facts: AssetFacts; close: () => void }) {
  const words = useWords(inventoryWords);
  const [chosen, setChosen] = useState<string[]>([]);
  const [isBusy, act] = useAct();
  const [, go] = useLocation();
  const submit = () =>
    act(async () => {
      const { id, assetId } = await api.post<{ id: string; assetId: string }>(`/assets/${asset.id}/splits`, { fingerprintIds: chosen });
      await refresh('assets', 'inventory');
      const undo = async () => {
        await api.delete(`/inventory/merges/${id}`);
        await refresh('assets', 'inventory');
      };
      toast(words.splitDone, { undo });
      close();
      go(links.asset(assetId));
    });
  const isReady = chosen.length > 0 && chosen.length < facts.fingerprints.length;
  return (
    <DialogForm
      title={words.splitTitle}
      action={words.splitAction}
      size="lg"
      isBusy={isBusy}
      isReady={isReady}
      close={close}
      submit={submit}
    >
      <p>{words.splitText}</p>
      <Checkbox.Group label={words.fingerprints} value={chosen} onChange={setChosen}>
        <div className="stack">
          {facts.fingerprints.map((fingerprint) => (
            <Checkbox
              key={fingerprint.id}
              value={fingerprint.id}
              label={<Words words={fingerprint.words} />}
              description={fingerprint.agentName}
            />
          ))}
        </div>
      </Checkbox.Group>
    </DialogForm>
  );
}

function Words({ words: said }: { words: Record<string, string[]> }) {
  const words = useWords(inventoryWords);
  return (
    <span className="row wrap tight small">
      {Object.entries(said)
        .filter(([, values]) => values.length > 0)
        .map(([type, values]) => (
          <span key={type}>
            <span className="muted">{words.wordTypes[type as WordType] ?? type}</span> <bdi className="mono">{values.join(', ')}</bdi>
          </span>
        ))}
    </span>
  );
}
