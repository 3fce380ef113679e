import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { PageHead } from '../ui/states.tsx';
import { ImportRun } from './import-run.tsx';
import { importWords } from './import-words.ts';

/** One import by itself: while it is at work and afterwards. */
export function ImportRunPage({ id }: { id: string }) {
  const words = useWords(importWords);
  return (
    <div className="page">
      <PageHead back={{ href: links.assetImport(), label: words.backToImports }} title={words.anImport} />
      <ImportRun id={id} />
    </div>
  );
}
