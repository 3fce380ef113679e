import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useList } from '../api/queries.ts';
import type { AssetImportSummary } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useAsk } from '../ui/ask.tsx';
import { Chip } from '../ui/icons.tsx';
import { Ago } from '../ui/marks.tsx';
import { Card, Listed } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { importWords } from './import-words.ts';
import { listWords } from './list-words.ts';

/** Takes an import back after asking; answers true when it is undone. */
export function useUndoImport() {
  const words = useWords(importWords);
  const [question, ask] = useAsk();
  const [, act] = useAct();
  const undo = async (id: string): Promise<boolean> => {
    if (!(await ask({ title: words.undoTitle, text: words.undoText, action: words.undo, isDangerous: true }))) return false;
    return act(async () => {
      // A long one is taken back in the background, and tells by itself how far it is.
      const undoing = await api.delete<unknown>(`/assets/imports/${id}`);
      await refresh('assets', 'people', 'locations');
      toast(undoing ? words.undoing : words.undone);
    });
  };
  return { question, undo };
}

export function EarlierImports() {
  const words = useWords(importWords);
  const { question, undo } = useUndoImport();
  const imports = useList<AssetImportSummary>('/assets/imports', { limit: 20 });
  return (
    <Card title={words.earlier} flush>
      {question}
      <Listed query={imports} empty={<p className="muted quiet">{words.noEarlier}</p>}>
        {(items) => (
          <div className="table-scroll">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{words.file}</th>
                  <th scope="col">{words.by}</th>
                  <th scope="col">{words.when}</th>
                  <th scope="col">{words.result}</th>
                  <th scope="col" className="end">
                    <span className="hidden-visually">{words.undo}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <ImportLine item={item} key={item.id} onUndo={() => void undo(item.id)} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Listed>
    </Card>
  );
}

function ImportLine({ item, onUndo }: { item: AssetImportSummary; onUndo: () => void }) {
  const words = useWords(importWords);
  const lists = useWords(listWords);
  const format = useFormats();
  return (
    <tr className={item.undoneAt ? 'dim' : undefined}>
      <td>
        <Link href={links.assetImportRun(item.id)}>
          <bdi>{item.fileName ?? words.pasted}</bdi>
        </Link>
        <div className="muted small">{lists.subjects[item.subject] ?? item.subject}</div>
      </td>
      <td>{item.actor.name}</td>
      <td className="muted">
        <Ago at={item.createdAt} />
      </td>
      <td>
        <span className="row tight">
          {item.dryRun && <Chip>{words.dryRun}</Chip>}
          {item.state !== 'done' && item.state !== 'undone' && (
            <Chip tone={item.state === 'failed' ? 'danger' : 'info'}>{words.states[item.state]}</Chip>
          )}
          {(['created', 'updated', 'rejected'] as const).map(
            (outcome) =>
              item[outcome] > 0 && <Chip key={outcome}>{`${format.number(item[outcome])} ${words.outcomes[outcome].toLowerCase()}`}</Chip>,
          )}
        </span>
      </td>
      <td className="end">
        {item.undoneAt ? (
          <span className="muted small">{words.undoneAt(format.ago(item.undoneAt))}</span>
        ) : (
          !item.dryRun &&
          item.state !== 'undoing' && (
            <Button variant="subtle" color="gray" size="compact-sm" onClick={onUndo}>
              {words.undo}
            </Button>
          )
        )}
      </td>
    </tr>
  );
}
