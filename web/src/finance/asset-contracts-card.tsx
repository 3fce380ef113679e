import { Button } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { useList } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Card, Listed } from '../ui/states.tsx';
import { useFields } from '../ui/use-fields.ts';
import { useSaved } from '../ui/use-saved.ts';
import { ContractLines } from './contracts-page.tsx';
import type { Contract } from './finance-types.ts';
import { financeWords } from './finance-words.ts';
import { ContractPicker } from './pickers.tsx';

/** The contracts that cover the device. */
export function AssetContractsCard({ asset }: { asset: Asset }) {
  const words = useWords(financeWords);
  const contracts = useList<Contract>(`/assets/${asset.id}/contracts`);
  const [isAdding, setAdding] = useState(false);
  return (
    <Card
      title={words.contracts.covering}
      flush
      actions={
        <Button variant="subtle" size="compact-sm" onClick={() => setAdding(true)}>
          {words.contracts.addTo}
        </Button>
      }
    >
      <Listed query={contracts} empty={<p className="muted quiet">{words.contracts.notCovered}</p>}>
        {(items) => <ContractLines contracts={items} />}
      </Listed>
      {isAdding && <AddDialog asset={asset} onClose={() => setAdding(false)} />}
    </Card>
  );
}

function AddDialog({ asset, onClose }: { asset: Asset; onClose: () => void }) {
  const words = useWords(financeWords);
  const form = useFields({ contractId: null as string | null });
  const save = useSaved(form, ['contracts', 'assets'], onClose);
  const { contractId } = form.values;
  return (
    <DialogForm
      title={words.contracts.addTo}
      isBusy={form.isBusy}
      isReady={contractId !== null}
      close={onClose}
      submit={() => save(() => api.patch(`/contracts/${contractId}/assets`, { add: [asset.id] }))}
    >
      <ContractPicker label={words.contracts.contract} data-autofocus value={contractId} onChange={(id) => form.set({ contractId: id })} />
    </DialogForm>
  );
}
