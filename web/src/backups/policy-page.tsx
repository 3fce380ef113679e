import { Link } from 'wouter';
import { useGet, useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Ago } from '../ui/marks.tsx';
import { Banner, Card, Facts, Listed, Loaded, PageHead } from '../ui/states.tsx';
import { PolicyStateChip, ProofBadge, policyState, useDuration } from './backup-marks.tsx';
import type { Point, Policy, Run } from './backup-types.ts';
import { backupWords } from './backup-words.ts';
import { DueStrip } from './due-strip.tsx';
import { FireTimes } from './fire-times.tsx';
import { PointTable } from './point-table.tsx';
import { PolicyActions } from './policy-actions.tsx';
import { sourceTitle, useRetentionSentence, useScheduleSentence } from './policy-sentences.ts';
import { proofOf } from './policy-table.tsx';
import { policyWords } from './policy-words.ts';
import { RunProgress } from './run-progress.tsx';
import { RunTable } from './run-table.tsx';
import { SshAccessCard } from './ssh-access-card.tsx';

/** One policy: how it stands, what it did lately, and what it promises. */
export function PolicyPage({ id }: { id: string }) {
  const policy = useGet<Policy>(`/backups/policies/${id}`);
  return <Loaded query={policy}>{(found) => <Detail policy={found} />}</Loaded>;
}

function Detail({ policy }: { policy: Policy }) {
  const words = useWords(policyWords);
  const format = useFormats();
  const backup = useWords(backupWords);
  const isPaused = policyState(policy, Date.now()) === 'paused';
  return (
    <>
      <PageHead
        back={{ href: links.policies(), label: words.title }}
        title={policy.name}
        lead={
          <span className="row">
            <PolicyStateChip policy={policy} />
            {policy.asset && <Link href={links.asset(policy.asset.tag)}>{policy.asset.name}</Link>}
          </span>
        }
        actions={<PolicyActions policy={policy} />}
      />
      <div className="two">
        <div className="stack">
          {isPaused && policy.pausedUntil && (
            <Banner tone="warn">
              {backup.pausedUntil(format.moment(policy.pausedUntil))}: <bdi>{policy.pauseReason}</bdi>
            </Banner>
          )}
          {policy.source.type === 'ssh' && <SshAccessCard policy={policy} />}
          <DueStrip policy={policy} />
          <LatestRuns policy={policy} />
          <LatestPoints policy={policy} />
        </div>
        <div className="stack">
          <div className="long-facts">
            <PolicyFacts policy={policy} />
          </div>
          <Card title={words.next}>
            <FireTimes schedule={policy.schedule} />
          </Card>
        </div>
      </div>
    </>
  );
}

function LatestRuns({ policy }: { policy: Policy }) {
  const words = useWords(policyWords);
  const backup = useWords(backupWords);
  const runs = useList<Run>('/backups/runs', { policyId: policy.id, limit: 8 });
  const running = runs.items.find((run) => run.status === 'running');
  return (
    <Card title={backup.runs} flush actions={<Link href={`/backups/runs?policyId=${policy.id}`}>{words.allRuns}</Link>}>
      {running && (
        <div className="card-body">
          <RunProgress run={running} isLinked />
        </div>
      )}
      <Listed query={{ ...runs, hasNextPage: false }} empty={<p className="muted quiet">{backup.noRunsText}</p>}>
        {(items) => <RunTable runs={items.slice(0, 8)} isOfOnePolicy />}
      </Listed>
    </Card>
  );
}

function LatestPoints({ policy }: { policy: Policy }) {
  const words = useWords(policyWords);
  const backup = useWords(backupWords);
  const points = useList<Point>('/backups/recovery-points', { policyId: policy.id, limit: 8 });
  return (
    <Card title={words.points} flush actions={<Link href={links.recoveryPoints({ policyId: policy.id })}>{words.allPoints}</Link>}>
      <Listed query={{ ...points, hasNextPage: false }} empty={<p className="muted quiet">{backup.noRunsText}</p>}>
        {(items) => <PointTable points={items.slice(0, 8)} isOfOnePolicy />}
      </Listed>
    </Card>
  );
}

function PolicyFacts({ policy }: { policy: Policy }) {
  const words = useWords(policyWords);
  const backup = useWords(backupWords);
  const duration = useDuration();
  const schedule = useScheduleSentence();
  const retention = useRetentionSentence();
  const proofs = Object.entries(policy.verification).filter(([, every]) => every) as Array<[keyof typeof backup.rungs, string]>;
  return (
    <Card>
      <Facts
        of={[
          [backup.lastGood, policy.lastGood ? <Ago key="ago" at={policy.lastGood.takenAt} /> : backup.neverGood],
          [backup.proof, policy.lastGood && <ProofBadge point={proofOf(policy.lastGood)} />],
          [words.objective, duration(policy.recoveryPointObjective)],
          [words.schedule, `${schedule(policy.schedule.cron)} (${policy.schedule.timeZone})`],
          [words.sourceType, words.sources[policy.source.type as keyof typeof words.sources]],
          [words.source, sourceTitle(policy.source) && <span className="mono">{sourceTitle(policy.source)}</span>],
          [words.repository, policy.repository && `${policy.repository.name} (${policy.repository.engine})`],
          [words.startWithin, duration(policy.startWithin)],
          [words.window, policy.window && duration(policy.window)],
          [words.catchUp, words.catchUps[policy.catchUp]],
          [words.retention, retention(policy.retention)],
          [
            words.proof,
            proofs.length > 0 &&
              proofs.map(([rung, every]) => (
                <div key={rung}>
                  {backup.rungs[rung]}: {duration(every)}
                </div>
              )),
          ],
        ]}
      />
    </Card>
  );
}
