import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Loaded } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { Audit, Corrections } from './audit-types.ts';
import { auditWords } from './audit-words.ts';
import { CorrectionList } from './correction-list.tsx';

const kinds = ['lost', 'moved', 'found_again', 'refined'] as const;
type Kind = (typeof kinds)[number];

/** Shows what the register would learn, lets leave out what it should not, and closes. */
export function CloseAuditDialog({ audit, close }: { audit: Audit; close: () => void }) {
  const words = useWords(auditWords);
  const format = useFormats();
  const preview = useGet<Corrections>(`/audits/${audit.id}/corrections`, { limit: 200 });
  const [apply, setApply] = useState<Kind[]>(['moved', 'found_again']);
  const [except, setExcept] = useState<string[]>([]);
  const [isBusy, act] = useAct();
  const counts = preview.data?.counts;
  const chosen = counts ? apply.reduce((sum, kind) => sum + counts[kind], 0) : 0;
  const left = (preview.data?.items ?? []).filter(
    ({ assetId, correction, isOvertaken }) => !isOvertaken && apply.includes(correction) && except.includes(assetId),
  ).length;
  const send = () =>
    act(async () => {
      await api.put(`/audits/${audit.id}/closing`, { apply, except });
      await refresh('audits', 'assets', 'people');
      toast(words.closed);
      close();
    });
  return (
    <DialogForm
      title={words.closeTitle(audit.name)}
      action={chosen - left > 0 ? words.closeAnd(chosen - left) : words.closeNow}
      isBusy={isBusy}
      isReady={preview.data !== undefined}
      size="lg"
      close={close}
      submit={send}
    >
      <Loaded query={preview}>
        {({ counts, items }) => (
          <>
            {kinds.every((kind) => counts[kind] === 0) ? (
              <p>{words.nothingToCorrect}</p>
            ) : (
              <>
                <p className="muted">{words.closeLead}</p>
                {kinds
                  .filter((kind) => counts[kind] > 0)
                  .map((kind) => (
                    <Checkbox
                      key={kind}
                      label={`${words.corrections[kind]} (${format.number(counts[kind])})`}
                      checked={apply.includes(kind)}
                      onChange={() => setApply(apply.includes(kind) ? apply.filter((each) => each !== kind) : [...apply, kind])}
                    />
                  ))}
              </>
            )}
            {counts.overtaken > 0 && <p className="warned small">{words.overtaken(counts.overtaken)}</p>}
            <CorrectionList
              items={items.filter(({ correction, isOvertaken }) => isOvertaken || apply.includes(correction))}
              except={except}
              setExcept={setExcept}
            />
            {preview.data?.nextCursor && <p className="muted small">{words.firstShown(items.length)}</p>}
          </>
        )}
      </Loaded>
    </DialogForm>
  );
}
