import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AssetImport, AssetImportSummary } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Banner } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import { type Outcome, OutcomeTiles, RowTable } from './import-rows.tsx';
import { importWords } from './import-words.ts';

/** The numbers and every row of a list that was short enough to be answered at once. */
export function ImportPreview({ result }: { result: AssetImport }) {
  const words = useWords(importWords);
  const format = useFormats();
  const [only, setOnly] = useState<Outcome | null>(null);
  const [shown, setShown] = useState(100);
  const rows = result.rows.filter((row) => !only || row.outcome === only);
  return (
    <>
      <OutcomeTiles counts={result} only={only} onOnly={setOnly} />
      <Unknown unknown={result.unknown} />
      {result.isCut && <Banner tone="info">{words.isCut(format.number(result.rows.length))}</Banner>}
      <section className="card">
        <RowTable rows={rows.slice(0, shown)} isDryRun={result.dryRun} isAssets={result.subject === 'assets'} />
        {rows.length > shown && <More onClick={() => setShown(shown + 200)} />}
      </section>
    </>
  );
}

function More({ onClick }: { onClick: () => void }) {
  const common = useWords(commonWords);
  return (
    <div className="row" style={{ justifyContent: 'center', padding: 12 }}>
      <Button variant="subtle" color="gray" onClick={onClick}>
        {common.more}
      </Button>
    </div>
  );
}

/** Names in the list that lead nowhere here. */
export function Unknown({ unknown: { locations, people } }: { unknown: AssetImportSummary['unknown'] }) {
  const words = useWords(importWords);
  if (locations.length + people.length === 0) return null;
  return (
    <Banner tone="warn">
      {locations.length > 0 && (
        <div>
          {words.unknownLocations}: <bdi>{locations.join(', ')}</bdi>
        </div>
      )}
      {people.length > 0 && (
        <div>
          {words.unknownPeople}: <bdi>{people.join(', ')}</bdi>
        </div>
      )}
    </Banner>
  );
}
