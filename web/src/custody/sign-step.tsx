import { Button } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import { Banner, Card, Failure } from '../ui/states.tsx';
import { custodyWords } from './custody-words.ts';
import { deskWords } from './desk-words.ts';
import { SignaturePad } from './signature-pad.tsx';
import type { HandOverDraft, usePreview } from './use-hand-over.ts';

interface Props {
  draft: HandOverDraft;
  state: ReturnType<typeof usePreview>;
  isBusy: boolean;
  onSend: (method: 'drawn' | 'link') => void;
}

/** The text as it is signed, the field to sign in, and the way by mail. */
export function SignStep({ draft, state, isBusy, onSend }: Props) {
  const words = useWords(deskWords);
  const shared = useWords(custodyWords);
  const { preview, error, problems, isCurrent, signature, wasDropped } = state;
  const isFaulty = Object.keys(problems).length > 0;
  if (!preview)
    return (
      <Card title={shared.text}>
        {error ? <Failure error={error} retry={state.refetch} /> : <p className="muted">{words.textComes}</p>}
      </Card>
    );
  const isReady = isCurrent && !isFaulty;
  return (
    <Card title={shared.text}>
      <div className="stack">
        <div className="paper" lang={preview.language} aria-busy={!isCurrent}>
          {preview.text}
        </div>
        {isFaulty && <Banner tone="danger">{words.fixFirst}</Banner>}
        <SignaturePad value={signature} onChange={state.sign} />
        {/* Below the field: what came or went above it would move it under the pen. */}
        {wasDropped && <Banner tone="warn">{shared.drawnOver}</Banner>}
        <div className="row">
          <Button loading={isBusy} disabled={!isReady || !signature} onClick={() => onSend('drawn')}>
            {words.done[draft.direction]}
          </Button>
          <Button variant="default" disabled={!isReady || isBusy} onClick={() => onSend('link')}>
            {words.byMail}
          </Button>
        </div>
        <p className="muted small">{words.byMailText}</p>
      </div>
    </Card>
  );
}
