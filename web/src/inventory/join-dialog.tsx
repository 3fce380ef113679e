import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { AssetPicker } from '../ui/search-select.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { inventoryWords } from './inventory-words.ts';

/** Joins this record into another one. */
export function JoinDialog({ asset, close }: { asset: Asset; close: () => void }) {
  const words = useWords(inventoryWords);
  const [intoId, setIntoId] = useState<string | null>(null);
  const [isBusy, act] = useAct();
  const [, go] = useLocation();
  const submit = () =>
    act(async () => {
      const { id } = await api.post<{ id: string }>('/inventory/merges', { fromId: asset.id, intoId });
      await refresh('assets', 'inventory');
      const undo = async () => {
        await api.delete(`/inventory/merges/${id}`);
        await refresh('assets', 'inventory');
      };
      toast(words.joined, { undo });
      close();
      go(links.asset(intoId as string));
    });
  return (
    <DialogForm
      title={words.joinTitle}
      action={words.join}
      isBusy={isBusy}
      isReady={intoId !== null && intoId !== asset.id}
      close={close}
      submit={submit}
    >
      <p>{words.joinText}</p>
      <AssetPicker label={words.joinTarget} value={intoId} onChange={setIntoId} data-autofocus />
    </DialogForm>
  );
}
