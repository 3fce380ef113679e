import { Button, Select } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { AssetImport } from '../api/types.ts';
import { links } from '../app/links.ts';
import { assetWords } from '../assets/asset-words.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Banner, Bones, Empty, PageHead } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import { DropFile } from './drop-file.tsx';
import { EarlierImports, useUndoImport } from './earlier-imports.tsx';
import { ImportPreview } from './import-preview.tsx';
import { importWords } from './import-words.ts';

interface Rules {
  dates: string;
  unknown: string;
}

const send = (file: File, rules: Rules, dryRun: boolean) =>
  api.post<AssetImport>('/assets/imports', new Blob([file], { type: 'text/csv' }), {
    params: { dryRun, fileName: file.name.slice(0, 200), ...rules },
  });

/** Drop a file → see row by row what would happen → import → undo. */
export function ImportPage() {
  const words = useWords(importWords);
  const asset = useWords(assetWords);
  const isLead = hasRole(useMe(), 'lead');
  const flow = useImportFlow();
  return (
    <div className="page">
      <PageHead back={{ href: links.assets(), label: asset.notFoundBack }} title={words.title} lead={words.lead} />
      {isLead ? <Flow flow={flow} /> : <Empty title={words.onlyLeads} />}
    </div>
  );
}

function useImportFlow() {
  const [file, setFile] = useState<File | null>(null);
  const [rules, setRules] = useState<Rules>({ dates: 'auto', unknown: 'skip' });
  const [result, setResult] = useState<AssetImport | null>(null);
  const [isBusy, act] = useAct();
  const preview = async (chosen: File, by: Rules) => {
    setFile(chosen);
    setRules(by);
    const done = await act(async () => setResult(await send(chosen, by, true)));
    if (!done && !result) setFile(null);
  };
  const run = () =>
    act(async () => {
      if (!file) return;
      setResult(await send(file, rules, false));
      await refresh('assets');
    });
  const restart = () => {
    setFile(null);
    setResult(null);
  };
  return { file, rules, result, isBusy, preview, run, restart };
}

function Flow({ flow }: { flow: ReturnType<typeof useImportFlow> }) {
  const words = useWords(importWords);
  const { file, rules, result, isBusy, preview, run, restart } = flow;
  if (!file) {
    return (
      <div className="stack">
        <DropFile onFile={(chosen) => void preview(chosen, rules)} />
        <EarlierImports />
      </div>
    );
  }
  if (!result) {
    return (
      <section className="card" aria-busy="true">
        <p className="quiet muted">{words.reading}</p>
        <Bones />
      </section>
    );
  }
  return (
    <div className="stack">
      {!result.dryRun && <Done result={result} onRestart={restart} />}
      {result.dryRun && (
        <div className="filters">
          <strong className="clip">{file.name}</strong>
          <span className="grow" />
          <RuleSelects rules={rules} isBusy={isBusy} onChange={(next) => void preview(file, next)} />
          <Button variant="default" onClick={restart}>
            {words.another}
          </Button>
          <RunButton result={result} isBusy={isBusy} onRun={() => void run()} />
        </div>
      )}
      <ImportPreview result={result} />
    </div>
  );
}

function RunButton({ result, isBusy, onRun }: { result: AssetImport; isBusy: boolean; onRun: () => void }) {
  const words = useWords(importWords);
  const format = useFormats();
  const count = result.created + result.updated;
  if (count === 0) return <span className="muted small">{words.nothingToImport}</span>;
  return (
    <Button loading={isBusy} onClick={onRun}>
      {words.importNow(format.number(count))}
    </Button>
  );
}

function RuleSelects({ rules, isBusy, onChange }: { rules: Rules; isBusy: boolean; onChange: (rules: Rules) => void }) {
  const words = useWords(importWords);
  const optionsOf = (of: Record<string, string>) => Object.entries(of).map(([value, label]) => ({ value, label }));
  return (
    <>
      <Select
        aria-label={words.dates}
        title={words.dates}
        w={180}
        allowDeselect={false}
        disabled={isBusy}
        data={optionsOf(words.dateOrders)}
        value={rules.dates}
        onChange={(dates) => onChange({ ...rules, dates: dates ?? 'auto' })}
      />
      <Select
        aria-label={words.unknown}
        title={words.unknown}
        w={230}
        allowDeselect={false}
        disabled={isBusy}
        data={optionsOf(words.unknownRules)}
        value={rules.unknown}
        onChange={(unknown) => onChange({ ...rules, unknown: unknown ?? 'skip' })}
      />
    </>
  );
}

function Done({ result, onRestart }: { result: AssetImport; onRestart: () => void }) {
  const words = useWords(importWords);
  const format = useFormats();
  const { question, undo } = useUndoImport();
  return (
    <>
      {question}
      <Banner tone="good" icon={<IconCheck size={18} aria-hidden />}>
        <div className="row between">
          <span>
            <strong>{words.done}.</strong> {words.doneText(format.number(result.created), format.number(result.updated))}
          </span>
          <span className="row tight">
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => void undo(result.id as string).then((isUndone) => isUndone && onRestart())}
            >
              {words.undo}
            </Button>
            <Button variant="default" size="compact-sm" component={Link} href={links.assets({ sort: '-updatedAt' })}>
              {words.toDevices}
            </Button>
          </span>
        </div>
      </Banner>
    </>
  );
}
