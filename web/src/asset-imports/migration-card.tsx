import { Button, Progress, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { SnipeMigration } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { onLiveChange } from '../live/live.ts';
import { useAsk } from '../ui/ask.tsx';
import { Chip } from '../ui/icons.tsx';
import { Ago } from '../ui/marks.tsx';
import { Banner, Card } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import { outcomes, tones } from './import-rows.tsx';
import { importReason } from './import-sayings.ts';
import { importWords } from './import-words.ts';
import { migrationWords } from './migration-words.ts';

const stateTones: Record<string, string> = { running: 'info', done: 'good', failed: 'danger', cancelled: 'warn', undoing: 'info' };

/** One move: list by list with numbers, what was left there, and the ways on. */
export function MigrationCard({ migration }: { migration: SnipeMigration }) {
  const words = useWords(migrationWords);
  const format = useFormats();
  const { language } = useLanguage();
  const { id, state, reason, percent, actor, createdAt, notTaken } = migration;
  const isAtWork = state === 'running' || state === 'undoing';
  useEffect(
    () => (isAtWork ? onLiveChange(({ type }) => void (type === 'assetImport.progress' && refresh('assets/migrations'))) : undefined),
    [isAtWork],
  );
  return (
    <Card
      title={
        <>
          <bdi>{migration.baseUrl}</bdi> <Chip tone={stateTones[state] ?? ''}>{words.states[state]}</Chip>
        </>
      }
      actions={<Actions migration={migration} />}
    >
      <div className="stack">
        <span className="muted small">
          <Ago at={createdAt} /> {words.by(actor.name)}
        </span>
        {isAtWork && <Progress value={percent} aria-label={words.states[state]} />}
        {reason && (
          <Banner tone={state === 'running' ? 'info' : 'warn'}>
            {state === 'running' && `${words.waits}: `}
            {importReason(reason, language)}
          </Banner>
        )}
        {(state === 'failed' || state === 'cancelled') && <Continue id={id} />}
        <Lists lists={migration.lists} />
        {notTaken.length > 0 && (
          <div>
            <h3>{words.notTaken}</h3>
            <p className="muted small">{words.notTakenText}</p>
            <ul className="columns">
              {notTaken.map(({ list, count }) => (
                <li key={list}>
                  <strong className="number">{format.number(count)}</strong> {words.lists[list] ?? list}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Card>
  );
}

function Actions({ migration: { id, state } }: { migration: SnipeMigration }) {
  const words = useWords(migrationWords);
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const stop = () =>
    act(async () => {
      await api.put(`/assets/migrations/${id}/cancellation`);
      await refresh('assets/migrations');
    });
  const undo = async () => {
    if (!(await ask({ title: words.undoTitle, text: words.undoText, action: words.undo, isDangerous: true }))) return;
    await act(async () => {
      await api.delete(`/assets/migrations/${id}`);
      await refresh('assets/migrations');
    });
  };
  return (
    <>
      {question}
      {state === 'running' && (
        <Button variant="default" size="compact-sm" loading={isBusy} onClick={() => void stop()}>
          {words.stop}
        </Button>
      )}
      {(state === 'done' || state === 'failed' || state === 'cancelled') && (
        <Button variant="default" size="compact-sm" loading={isBusy} onClick={() => void undo()}>
          {words.undo}
        </Button>
      )}
    </>
  );
}

function Continue({ id }: { id: string }) {
  const words = useWords(migrationWords);
  const [token, setToken] = useState('');
  const [isBusy, act] = useAct();
  const go = () =>
    act(async () => {
      await api.put(`/assets/migrations/${id}/continuation`, token ? { token } : {});
      await refresh('assets/migrations');
    });
  return (
    <form
      className="row"
      style={{ alignItems: 'end' }}
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <TextInput
        type="password"
        autoComplete="off"
        label={words.newToken}
        maxLength={10_000}
        w={360}
        value={token}
        onChange={(event) => setToken(event.currentTarget.value)}
      />
      <Button type="submit" loading={isBusy}>
        {words.goOn}
      </Button>
    </form>
  );
}

function Lists({ lists }: { lists: SnipeMigration['lists'] }) {
  const words = useWords(migrationWords);
  const imports = useWords(importWords);
  const format = useFormats();
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.list}</th>
            <th scope="col">{words.rows}</th>
            <th scope="col">{imports.result}</th>
          </tr>
        </thead>
        <tbody>
          {lists.map((list) => {
            const done = list.created + list.updated + list.unchanged + list.rejected;
            const name = words.lists[list.list] ?? list.list;
            return (
              <tr key={list.list} className={list.importId ? undefined : 'dim'}>
                <th scope="row">{list.importId ? <Link href={links.assetImportRun(list.importId)}>{name}</Link> : name}</th>
                <td className="number">
                  {list.importId ? words.ofTotal(format.number(done), format.number(Math.max(done, list.total))) : words.notBegun}
                </td>
                <td>
                  <span className="row tight">
                    {outcomes.map(
                      (outcome) =>
                        list[outcome] > 0 && (
                          <Chip key={outcome} tone={tones[outcome]}>
                            {`${format.number(list[outcome])} ${imports.outcomes[outcome].toLowerCase()}`}
                          </Chip>
                        ),
                    )}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
