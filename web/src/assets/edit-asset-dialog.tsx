import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { isStatus } from '../api/problem.ts';
import { refresh } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { AssetFields } from './asset-fields.tsx';
import { type AssetFormValues, changedParts, formErrors, formOf } from './asset-form.ts';
import { assetWords } from './asset-words.ts';
import { EditConflict } from './edit-conflict.tsx';

/** Edits a device. When a colleague was faster, both versions are shown and nothing is overwritten unasked. */
export function EditAssetDialog({ asset, onClose }: { asset: Asset; onClose: () => void }) {
  const words = useWords(assetWords);
  const common = useWords(commonWords);
  const tell = useTellProblem();
  const [before] = useState(() => formOf(asset));
  const [version, setVersion] = useState(asset.version);
  const [theirs, setTheirs] = useState<Asset | null>(null);
  const form = useFields<AssetFormValues>(before, formErrors);

  const save = async (ifMatch: number) => {
    const changes = changedParts(before, form.values);
    if (Object.keys(changes).length === 0) return onClose();
    let changed: Asset | undefined;
    const done = await form.submit(async () => {
      try {
        changed = await api.patch<Asset>(`/assets/${asset.id}`, changes, { ifMatch });
      } catch (error) {
        if (!isStatus(error, 412)) throw error;
        setTheirs(await api.get<Asset>(`/assets/${asset.id}`));
      }
    });
    if (!done || !changed) return;
    const saved = changed;
    await refresh('assets');
    toast(common.saved, { undo: () => undoEdit(saved, changedParts(form.values, before)).catch(tell) });
    onClose();
  };

  const keepMine = (latest: number) => {
    setVersion(latest);
    setTheirs(null);
    void save(latest);
  };
  const takeTheirs = async () => {
    await refresh('assets');
    onClose();
  };

  return (
    <Modal opened onClose={onClose} closeOnClickOutside={false} size="lg" title={theirs ? words.conflictTitle : words.editTitle(asset.tag)}>
      {theirs ? (
        <EditConflict
          before={before}
          mine={form.values}
          theirs={theirs}
          onKeepMine={() => keepMine(theirs.version)}
          onTakeTheirs={() => void takeTheirs()}
        />
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save(version);
          }}
        >
          <div className="fields">
            <AssetFields form={form} isOut={asset.custodian !== null} />
          </div>
          <div className="form-actions">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" loading={form.isBusy}>
              {common.save}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}

async function undoEdit(saved: Asset, back: object): Promise<void> {
  await api.patch(`/assets/${saved.id}`, back, { ifMatch: saved.version });
  await refresh('assets');
}
