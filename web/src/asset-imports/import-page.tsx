import { Button, Select } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { AssetImport, AssetImportSummary } from '../api/types.ts';
import { links } from '../app/links.ts';
import { assetWords } from '../assets/asset-words.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Banner, Bones, Empty, PageHead } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import { ColumnMapping } from './column-mapping.tsx';
import { DropFile } from './drop-file.tsx';
import { EarlierImports, useUndoImport } from './earlier-imports.tsx';
import { ImportPreview } from './import-preview.tsx';
import { ImportRun } from './import-run.tsx';
import { importWords } from './import-words.ts';
import { listWords } from './list-words.ts';

interface Rules {
  subject: string;
  dates: string;
  unknown: string;
  /** What somebody said of the columns; null goes by the headings, undefined by what was said before. */
  columns?: Array<string | null> | null;
}

type Result = AssetImport | AssetImportSummary;
/** A long list is worked on in the background, and has no rows in its answer. */
const isLong = (result: Result): result is AssetImportSummary => 'state' in result;

const send = (file: File, { columns, ...rules }: Rules, dryRun: boolean) =>
  api.post<Result>('/assets/imports', new Blob([file], { type: 'text/csv' }), {
    params: {
      dryRun,
      fileName: file.name.slice(0, 200),
      ...rules,
      ...(columns !== undefined && { columns: columns === null ? 'auto' : JSON.stringify(columns) }),
    },
  });

/** Drop a file → see row by row what would happen, and say what the columns mean → import → undo. */
export function ImportPage() {
  const words = useWords(importWords);
  const asset = useWords(assetWords);
  const isLead = hasRole(useMe(), 'lead');
  const flow = useImportFlow();
  return (
    <div className="page">
      <PageHead
        back={{ href: links.assets(), label: asset.notFoundBack }}
        title={words.title}
        lead={words.lead}
        actions={
          hasRole(useMe(), 'admin') && (
            <Button variant="default" component={Link} href={links.migrations()}>
              {words.fromSnipe}
            </Button>
          )
        }
      />
      {isLead ? <Flow flow={flow} /> : <Empty title={words.onlyLeads} />}
    </div>
  );
}

function useImportFlow() {
  const [file, setFile] = useState<File | null>(null);
  const [rules, setRules] = useState<Rules>({ subject: 'assets', dates: 'auto', unknown: 'skip' });
  const [result, setResult] = useState<Result | null>(null);
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
      await refresh('assets', 'people', 'locations');
    });
  const restart = () => {
    setFile(null);
    setResult(null);
    setRules({ subject: rules.subject, dates: rules.dates, unknown: rules.unknown });
  };
  return { file, rules, result, isBusy, setRules, preview, run, restart };
}

function Flow({ flow }: { flow: ReturnType<typeof useImportFlow> }) {
  const words = useWords(importWords);
  const { file, rules, result, isBusy, preview, setRules } = flow;
  if (!file) {
    return (
      <div className="stack">
        <SubjectSelect subject={rules.subject} onChange={(subject) => setRules({ ...rules, subject })} />
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
  const mapping = (at: Result) => (
    <ColumnMapping
      columns={at.columns}
      fields={at.fields}
      isRemembered={'isRemembered' in at && at.isRemembered}
      isBusy={isBusy}
      onChange={(columns) => void preview(file, { ...rules, columns })}
    />
  );
  if (isLong(result)) {
    return (
      <div className="stack">
        <Bar flow={flow} file={file} />
        <ImportRun key={result.id} id={result.id}>
          {(at) => at.state === 'checked' && mapping(at)}
        </ImportRun>
      </div>
    );
  }
  return (
    <div className="stack">
      {result.dryRun ? <Bar flow={flow} file={file} result={result} /> : <Done result={result} onRestart={flow.restart} />}
      {result.dryRun && mapping(result)}
      <ImportPreview result={result} />
    </div>
  );
}

/** The file, how it is to be read, and the way on. */
function Bar({ flow, file, result }: { flow: ReturnType<typeof useImportFlow>; file: File; result?: AssetImport }) {
  const words = useWords(importWords);
  const { rules, isBusy, preview, run, restart } = flow;
  return (
    <div className="filters">
      <strong className="clip">{file.name}</strong>
      <span className="grow" />
      <RuleSelects rules={rules} isBusy={isBusy} onChange={(next) => void preview(file, next)} />
      <Button variant="default" onClick={restart}>
        {words.another}
      </Button>
      {result && <RunButton result={result} isBusy={isBusy} onRun={() => void run()} />}
    </div>
  );
}

function SubjectSelect({ subject, onChange }: { subject: string; onChange: (subject: string) => void }) {
  const words = useWords(importWords);
  const lists = useWords(listWords);
  const isAdmin = hasRole(useMe(), 'admin');
  return (
    <Select
      label={words.subject}
      w={260}
      allowDeselect={false}
      data={Object.entries(lists.subjects).map(([value, label]) => ({ value, label, disabled: value === 'people' && !isAdmin }))}
      description={!isAdmin && words.onlyAdmins}
      value={subject}
      onChange={(chosen) => onChange(chosen ?? 'assets')}
    />
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
            {result.subject === 'assets' && (
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
