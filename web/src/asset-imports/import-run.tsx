import { Button, Progress } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet, useList } from '../api/queries.ts';
import type { AssetImportRow, AssetImportSummary } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { onLiveChange } from '../live/live.ts';
import { Banner, Card, Listed, Loaded } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import { useUndoImport } from './earlier-imports.tsx';
import { Unknown } from './import-preview.tsx';
import { type Outcome, OutcomeTiles, RowTable } from './import-rows.tsx';
import { importReason } from './import-sayings.ts';
import { importWords } from './import-words.ts';
import { listWords } from './list-words.ts';

const isAtWork = ({ state }: Pick<AssetImportSummary, 'state'>) => state === 'running' || state === 'undoing';

/** An import that goes on in the background: how far it is, how it ended, and each of its rows. */
export function ImportRun({ id, children }: { id: string; children?: (found: AssetImportSummary) => ReactNode }) {
  const query = useGet<AssetImportSummary>(`/assets/imports/${id}`);
  const [moved, setMoved] = useState<Partial<AssetImportSummary>>({});
  useEffect(
    () =>
      onLiveChange((change) => {
        if (change.type !== 'assetImport.progress' || change.id !== id) return;
        setMoved(change as Partial<AssetImportSummary>);
        if (!isAtWork(change as unknown as AssetImportSummary)) {
          setMoved({});
          void refresh('assets/imports');
        }
      }),
    [id],
  );
  return (
    <Loaded query={query}>
      {(found) => {
        const at = { ...found, ...(isAtWork(found) ? moved : {}) };
        return (
          <div className="stack">
            {isAtWork(at) ? <AtWork at={at} /> : <Ended at={at} />}
            {children?.(at)}
            <Rows at={at} />
          </div>
        );
      }}
    </Loaded>
  );
}

function AtWork({ at }: { at: AssetImportSummary }) {
  const words = useWords(importWords);
  const format = useFormats();
  const [isBusy, act] = useAct();
  const said = at.state === 'undoing' ? words.undoing : at.dryRun ? words.checking : words.importing;
  const cancel = () =>
    act(async () => {
      await api.put(`/assets/imports/${at.id}/cancellation`);
      await refresh('assets');
    });
  return (
    <Card title={said}>
      <div className="stack" role="status">
        <Progress value={at.percent} aria-label={said} size="lg" />
        <div className="row between">
          <span className="muted">
            {words.rowsDone(`${format.number(at.percent)} %`, format.number(at.total))} · {words.goesOn}
          </span>
          {at.state === 'running' && (
            <Button variant="default" size="compact-sm" loading={isBusy} onClick={() => void cancel()}>
              {words.stop}
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}

function Ended({ at }: { at: AssetImportSummary }) {
  const words = useWords(importWords);
  const format = useFormats();
  const { language } = useLanguage();
  const { question, undo } = useUndoImport();
  const [isBusy, act] = useAct();
  const execute = () =>
    act(async () => {
      await api.put(`/assets/imports/${at.id}/execution`);
      await refresh('assets/imports');
    });
  const tone = at.state === 'done' || at.state === 'checked' || at.state === 'undone' ? 'good' : 'warn';
  const count = at.created + at.updated;
  return (
    <>
      {question}
      <Banner tone={tone} {...(tone === 'good' && { icon: <IconCheck size={18} aria-hidden /> })}>
        <div className="row between">
          <span>
            <strong>{words.states[at.state]}.</strong>{' '}
            {at.state === 'undone'
              ? words.undoneText(format.number(at.undone), format.number(at.kept))
              : words.doneText(format.number(at.created), format.number(at.updated))}{' '}
            {at.reason && importReason(at.reason, language)}
          </span>
          <span className="row tight">
            {at.state === 'checked' && count > 0 && (
              <Button size="compact-sm" loading={isBusy} onClick={() => void execute()}>
                {words.importRows(format.number(count))}
              </Button>
            )}
            {!at.dryRun && at.state !== 'undone' && count > 0 && (
              <Button variant="default" size="compact-sm" onClick={() => void undo(at.id)}>
                {words.undo}
              </Button>
            )}
            {at.subject === 'assets' && at.state === 'done' && (
              <Button variant="default" size="compact-sm" component={Link} href={links.assets({ sort: '-updatedAt' })}>
                {words.toDevices}
              </Button>
            )}
          </span>
        </div>
      </Banner>
    </>
  );
}

function Rows({ at }: { at: AssetImportSummary }) {
  const words = useWords(importWords);
  const lists = useWords(listWords);
  const [only, setOnly] = useState<Outcome | null>(null);
  const isReady = !isAtWork(at);
  const rows = useList<AssetImportRow>(`/assets/imports/${at.id}/rows`, { limit: 100, outcome: only }, { enabled: isReady });
  return (
    <>
      <OutcomeTiles counts={at} only={only} onOnly={setOnly} />
      <Unknown unknown={at.unknown} />
      {isReady && (
        <Card title={lists.subjects[at.subject] ?? at.subject} flush>
          <Listed query={rows} empty={<p className="muted quiet">{words.noRows}</p>}>
            {(items) => <RowTable rows={items} isDryRun={at.dryRun} isAssets={at.subject === 'assets'} />}
          </Listed>
        </Card>
      )}
    </>
  );
}
