import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { assetWords } from '../assets/asset-words.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import { BulkCustodyFields, custodyActionOf, firstCustody } from './bulk-custody-fields.tsx';
import { BulkEditFields, editOf } from './bulk-edit-fields.tsx';
import { Preview } from './bulk-preview.tsx';
import type { BulkAction, BulkPreview, BulkSubject } from './list-types.ts';
import { listWords } from './list-words.ts';

export type BulkKind = BulkAction['type'];

interface Props {
  kind: BulkKind;
  subject: BulkSubject;
  start: (action: BulkAction) => Promise<boolean>;
  close: () => void;
}

/** Says what shall become of many devices, shows what would, and begins. */
export function BulkDialog({ kind, subject, start, close }: Props) {
  const words = useWords(listWords);
  const common = useWords(commonWords);
  const asset = useWords(assetWords);
  const titles: Record<BulkKind, string> = {
    edit: words.editTitle,
    checkOut: words.handOut,
    checkIn: words.takeBack,
    retire: asset.retire,
    reinstate: words.reinstate,
  };
  const [edits, setEdits] = useState<Record<string, string | null>>({});
  const [custody, setCustody] = useState(firstCustody);
  const [seen, setSeen] = useState<{ action: BulkAction; preview: BulkPreview } | null>(null);
  const [isBusy, act] = useAct();
  const action = kind === 'edit' ? editOf(edits) : custodyActionOf(kind, custody);
  const look = () =>
    action &&
    act(async () => setSeen({ action, preview: await api.post<BulkPreview>('/assets/bulk-changes/preview', { action, ...subject }) }));
  const apply = () => seen && act(async () => (await start(seen.action)) && close());
  return (
    <Modal opened onClose={close} title={titles[kind]} size="lg">
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void (seen ? apply() : look());
        }}
      >
        {seen ? (
          <Preview preview={seen.preview} />
        ) : kind === 'edit' ? (
          <BulkEditFields values={edits} onChange={setEdits} />
        ) : (
          <BulkCustodyFields kind={kind} values={custody} onChange={setCustody} />
        )}
        <div className="form-actions">
          {seen ? (
            <Button variant="default" onClick={() => setSeen(null)}>
              {words.back}
            </Button>
          ) : (
            <Button variant="default" onClick={close}>
              {common.cancel}
            </Button>
          )}
          <Begin seen={seen} isReady={action !== null} isBusy={isBusy} />
        </div>
      </form>
    </Modal>
  );
}

function Begin({ seen, isReady, isBusy }: { seen: { preview: BulkPreview } | null; isReady: boolean; isBusy: boolean }) {
  const words = useWords(listWords);
  if (!seen) {
    return (
      <Button type="submit" loading={isBusy} disabled={!isReady}>
        {words.preview}
      </Button>
    );
  }
  const { changed, tried, total } = seen.preview;
  // Where not all were tried out, how many will change is not known yet.
  return (
    <Button type="submit" loading={isBusy} disabled={changed === 0 && tried === total}>
      {words.apply(String(tried === total ? changed : total))}
    </Button>
  );
}
