import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Banner, Bones, Failure } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import { AdoptionTable } from './adoption-table.tsx';
import { agreementWords } from './agreement-words.ts';
import type { Adoption, Agreement } from './service-level-types.ts';
import { usePreview } from './use-adoption-preview.ts';

/** What would become of open incidents under the newest version, and the button that lets them go by it. */
export function AdoptionDialog({ agreement, onClose }: { agreement: Agreement; onClose: () => void }) {
  const words = useWords(agreementWords);
  const common = useWords(commonWords);
  const path = `/service-level-agreements/${agreement.id}/adoptions`;
  const [isStarted, setStarted] = useState(false);
  const past = useGet<Page<Adoption>>(path, undefined, { refetchInterval: isStarted ? 1500 : false });
  const preview = usePreview(path, !isStarted);
  const [isBusy, act] = useAct();
  const start = async () => {
    if (!(await act(() => api.post(path)))) return;
    setStarted(true);
    await refresh('service-level-agreements');
  };
  const { isDone, items } = preview;
  return (
    <Modal opened onClose={onClose} size="xl" title={words.adoptTitle(agreement.name)}>
      <div className="stack">
        <p className="muted">{words.adoptLead}</p>
        {isStarted ? null : <Preview preview={preview} />}
        <Past adoptions={past.data?.items ?? []} />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {common.close}
          </Button>
          {!isStarted && (
            <Button loading={isBusy} disabled={!isDone || items.length === 0} onClick={() => void start()}>
              {words.adopt}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}

function Preview({ preview }: { preview: ReturnType<typeof usePreview> }) {
  const words = useWords(agreementWords);
  const { number } = useFormats();
  const { items, checked, isDone, error, retry } = preview;
  if (error) return <Failure error={error} retry={retry} />;
  const broken = items.reduce((sum, { clocks }) => sum + clocks.filter(({ breaks }) => breaks).length, 0);
  return (
    <>
      <p role="status">
        {isDone ? words.checked(number(checked)) : words.checking(number(checked))} {isDone && items.length === 0 && words.nothingChanges}
      </p>
      {items.length > 0 && (
        <Banner tone={broken > 0 ? 'danger' : 'info'}>
          <strong>{words.wouldChange(items.length, number(items.length))}.</strong>{' '}
          {broken > 0 ? words.wouldBreak(broken, number(broken)) : words.breaksNone}.
        </Banner>
      )}
      {items.length > 0 && <AdoptionTable items={items} />}
      {!isDone && items.length === 0 && <Bones lines={3} />}
    </>
  );
}

/** How far the askings have come, the newest first. */
function Past({ adoptions }: { adoptions: Adoption[] }) {
  const words = useWords(agreementWords);
  const { number, moment } = useFormats();
  if (adoptions.length === 0) return null;
  return (
    <section className="stack tight" aria-label={words.past}>
      <h3>{words.past}</h3>
      <ul className="side-list small">
        {adoptions.slice(0, 5).map((one) => (
          <li key={one.id} role={one.state === 'running' ? 'status' : undefined}>
            <strong>{words.version(one.agreementVersion)}</strong>{' '}
            {one.state === 'running' ? words.running(number(one.checked)) : words.done(number(one.changed), number(one.breached))}
            {one.failed > 0 && <span className="bad"> {words.failed(number(one.failed))}</span>}
            <br />
            <span className="muted">{words.by(one.requestedByName, moment(one.createdAt))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
