import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconArchive, IconArrowBackUp, IconDots, IconLink, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useAsk } from '../ui/ask.tsx';
import { copyText } from '../ui/copy.ts';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import { assetWords } from './asset-words.ts';
import { EditAssetDialog } from './edit-asset-dialog.tsx';

/** What may be done with the device itself. */
export function AssetActions({ asset }: { asset: Asset }) {
  const words = useWords(assetWords);
  const common = useWords(commonWords);
  const [isEditing, setEditing] = useState(false);
  const { question, retire, reinstate } = useRetirement(asset);
  const isLead = hasRole(useMe(), 'lead');
  const isGone = asset.status === 'retired' || asset.status === 'disposed';
  return (
    <>
      {question}
      {isGone && isLead ? (
        <Button variant="default" leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={() => void reinstate()}>
          {words.reinstate}
        </Button>
      ) : (
        <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setEditing(true)} disabled={isGone}>
          {words.edit}
        </Button>
      )}
      <Menu>
        <Menu.Target>
          <ActionIcon variant="default" aria-label={words.moreActions}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconLink size={16} aria-hidden />}
            onClick={() => void copyText(window.location.href).then(() => toast(common.copied))}
          >
            {words.copyLink}
          </Menu.Item>
          {isLead && asset.status !== 'disposed' && <Menu.Divider />}
          {isLead && !isGone && (
            <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} onClick={() => void retire('retired')}>
              {words.retire}
            </Menu.Item>
          )}
          {isLead && asset.status !== 'disposed' && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => void retire('disposed')}>
              {words.dispose}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isEditing && <EditAssetDialog asset={asset} onClose={() => setEditing(false)} />}
    </>
  );
}

function useRetirement(asset: Asset) {
  const words = useWords(assetWords);
  const [question, ask] = useAsk();
  const [, act] = useAct();

  const reinstate = (version = asset.version) =>
    act(async () => {
      await api.delete(`/assets/${asset.id}/retirement`, { ifMatch: version });
      await refresh('assets');
    });

  const retire = async (status: 'retired' | 'disposed') => {
    const isDisposal = status === 'disposed';
    const isSure = await ask({
      title: isDisposal ? words.disposeTitle(asset.tag) : words.retireTitle(asset.tag),
      text: isDisposal ? words.disposeText : words.retireText,
      action: isDisposal ? words.dispose : words.retire,
      isDangerous: isDisposal,
    });
    if (!isSure) return;
    await act(async () => {
      const changed = await api.put<Asset>(`/assets/${asset.id}/retirement`, { status }, { ifMatch: asset.version });
      await refresh('assets');
      toast(isDisposal ? words.disposedNow : words.retiredNow, { undo: () => reinstate(changed.version) });
    });
  };

  return { question, retire, reinstate: () => reinstate() };
}
