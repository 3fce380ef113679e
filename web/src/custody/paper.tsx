import { Button, Textarea } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useState } from 'react';
import { apiUrl } from '../api/client.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import type { HandOver } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';
import './custody.css';

const tones: Record<HandOver['state'], string> = { waiting: 'warn', signed: 'good', declined: 'danger', withdrawn: '' };

export function HandOverState({ state }: { state: HandOver['state'] }) {
  const words = useWords(custodyWords);
  return (
    <Chip tone={tones[state]} dot>
      {words.state[state]}
    </Chip>
  );
}

/** The exact text that is signed, with the signature once it is there. `paperPath` leads to the PDF. */
export function Paper({ handOver, paperPath }: { handOver: HandOver; paperPath: string }) {
  const words = useWords(custodyWords);
  const format = useFormats();
  const { state, signatureSvg, signedHow, decidedAt, person } = handOver;
  return (
    <div className="stack">
      <div className="paper" lang={handOver.language}>
        {handOver.text}
      </div>
      {state === 'signed' && decidedAt && signedHow && (
        <div className="stack tight">
          {signatureSvg && (
            <img className="paper-signature" alt={words.signature} src={`data:image/svg+xml;utf8,${encodeURIComponent(signatureSvg)}`} />
          )}
          <p>
            <strong>{words.signedAt(person.name, format.full(decidedAt))}</strong>{' '}
            <span className="muted">{words.signedHow[signedHow]}</span>
          </p>
          <p>
            <Button
              component="a"
              href={apiUrl(paperPath)}
              target="_blank"
              rel="noreferrer"
              variant="default"
              leftSection={<IconFileTypePdf size={17} aria-hidden />}
            >
              {words.paper}
            </Button>
          </p>
        </div>
      )}
      <p className="muted small hash">
        {words.hash} <span className="mono">{handOver.textHash}</span>
      </p>
    </div>
  );
}

interface SignProps {
  onSign: () => Promise<unknown>;
  onRefuse: (reason: string) => Promise<unknown>;
}

/** The two answers of who is asked to sign: a click, or why not. */
export function SignOrRefuse({ onSign, onRefuse }: SignProps) {
  const words = useWords(custodyWords);
  const common = useWords(commonWords);
  const [isBusy, act] = useAct();
  const [reason, setReason] = useState<string | null>(null);
  if (reason !== null)
    return (
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim()) void act(() => onRefuse(reason.trim()));
        }}
      >
        <Textarea
          label={words.refuseWhy}
          description={words.refuseText}
          data-autofocus
          required
          autosize
          minRows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className="form-actions">
          <Button variant="default" onClick={() => setReason(null)}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={isBusy} disabled={!reason.trim()}>
            {words.send}
          </Button>
        </div>
      </form>
    );
  return (
    <div className="stack tight">
      <p className="muted small">{words.signText}</p>
      <div className="row">
        <Button loading={isBusy} onClick={() => void act(onSign)}>
          {words.sign}
        </Button>
        <Button variant="default" disabled={isBusy} onClick={() => setReason('')}>
          {words.refuse}
        </Button>
      </div>
    </div>
  );
}
