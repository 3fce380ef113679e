import { Button } from '@mantine/core';
import { IconBulb, IconFolderOpen, IconPlayerStop } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useAsk } from '../ui/ask.tsx';
import { Card, Facts, Failure, Loaded, PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { RunStatusChip } from './backup-marks.tsx';
import type { Run, RunDetail } from './backup-types.ts';
import { backupWords } from './backup-words.ts';
import { failureWords } from './failure-words.ts';
import { LogTail } from './log-tail.tsx';
import { RunProgress } from './run-progress.tsx';
import { RunbookLink } from './runbook-page.tsx';

const isOver = (run: Pick<Run, 'status'>) => !['planned', 'queued', 'running'].includes(run.status);

/** One execution of a backup: how far it is, what it says, and what to do when it failed. */
export function RunPage({ id }: { id: string }) {
  const first = useGet<RunDetail>(`/backups/runs/${id}`);
  const isMoving = first.data !== undefined && !isOver(first.data);
  // The log grows between live events, so it is read again while the run lives.
  const run = useGet<RunDetail>(`/backups/runs/${id}`, undefined, { refetchInterval: isMoving ? 2000 : false });
  if (run.error && !run.data) return <Failure error={run.error} retry={run.refetch} />;
  return <Loaded query={run}>{(found) => <Detail run={found} />}</Loaded>;
}

function Detail({ run }: { run: RunDetail }) {
  const words = useWords(backupWords);
  const format = useFormats();
  return (
    <>
      <PageHead
        back={{ href: links.policy(run.policyId), label: run.policy?.name ?? words.policy }}
        title={words.runTitle(run.policy?.name ?? '')}
        lead={
          <span className="row">
            <RunStatusChip status={run.status} />
            <span>
              {format.moment(run.dueAt)} · {words.origin[run.origin]}
              {run.attempt > 1 && ` · ${words.attempt(run.attempt)}`}
            </span>
          </span>
        }
        actions={<RunActions run={run} />}
      />
      <div className="two">
        <div className="stack">
          {!isOver(run) && (
            <section className="card padded">
              <RunProgress run={run} />
            </section>
          )}
          {run.failureClass && <Explanation run={run} />}
          <LogTail log={run.log} isLive={!isOver(run)} />
        </div>
        <RunFacts run={run} />
      </div>
    </>
  );
}

function RunFacts({ run }: { run: RunDetail }) {
  const words = useWords(backupWords);
  const format = useFormats();
  return (
    <Card>
      <Facts
        of={[
          [words.asset, run.asset && <Link href={links.asset(run.asset.tag)}>{run.asset.name}</Link>],
          [words.due, format.moment(run.dueAt)],
          [
            words.started,
            run.startedAt && (
              <>
                {format.moment(run.startedAt)}
                {run.lateMs !== null && run.lateMs > 60_000 && (
                  <span className="warned small block">{words.late(format.duration(run.lateMs))}</span>
                )}
              </>
            ),
          ],
          [words.took, run.durationMs !== null && format.duration(run.durationMs)],
          [words.files, run.files !== null && format.number(run.files)],
          [words.size, run.bytes !== null && format.bytes(run.bytes)],
          [words.added, run.storedBytes !== null && format.bytes(run.storedBytes)],
        ]}
      />
    </Card>
  );
}

/** The class of the failure in plain words, the tool's own words, and the next step. */
function Explanation({ run }: { run: RunDetail }) {
  const words = useWords(backupWords);
  const failures = useWords(failureWords);
  const [what, todo] = failures[run.failureClass as keyof typeof failures] ?? failures.unknown;
  return (
    <section className="card explanation" role="alert">
      <div>
        <h2>{words.whatHappened}</h2>
        <p>{what}</p>
        {run.failureMessage && <code className="typed">{run.failureMessage}</code>}
      </div>
      <div>
        <h2 className="row tight">
          <IconBulb size={17} aria-hidden />
          {words.whatToDo}
        </h2>
        <p>{todo}</p>
        <p>
          <RunbookLink failureClass={run.failureClass ?? ''} />
        </p>
      </div>
    </section>
  );
}

function RunActions({ run }: { run: RunDetail }) {
  const words = useWords(backupWords);
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const [, navigate] = useLocation();
  const cancel = async () => {
    if (!(await ask({ title: words.cancelTitle, text: words.cancelText, action: words.cancelRun, isDangerous: true }))) return;
    await act(async () => {
      await api.put(`/backups/runs/${run.id}/cancellation`);
      await refresh('backups');
      toast(words.cancelled);
    });
  };
  const again = (acceptSmallerSource: boolean) =>
    act(async () => {
      const next = await api.post<Run>(`/backups/policies/${run.policyId}/runs`, { acceptSmallerSource });
      await refresh('backups');
      navigate(links.run(next.id));
    });
  const isLead = hasRole(useMe(), 'lead');
  const hasFailed = run.status === 'failed' || run.status === 'missed' || run.status === 'partial';
  return (
    <>
      {question}
      {isLead && run.canCancel && (
        <Button variant="default" loading={isBusy} leftSection={<IconPlayerStop size={16} aria-hidden />} onClick={() => void cancel()}>
          {words.cancelRun}
        </Button>
      )}
      {isLead && run.failureClass === 'source_shrunk' && (
        <Button variant="default" loading={isBusy} onClick={() => void again(true)}>
          {words.acceptSmaller}
        </Button>
      )}
      {isLead && hasFailed && (
        <Button loading={isBusy} onClick={() => void again(false)}>
          {words.tryAgain}
        </Button>
      )}
      {run.recoveryPointId && (
        <Button component={Link} href={links.recoveryPoint(run.recoveryPointId)} leftSection={<IconFolderOpen size={16} aria-hidden />}>
          {words.openPoint}
        </Button>
      )}
    </>
  );
}
