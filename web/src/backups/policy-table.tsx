import { Link } from 'wouter';
import { links } from '../app/links.ts';
import { AssetIcon } from '../assets/asset-icon.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useNow } from '../live/now.ts';
import { Ago } from '../ui/marks.tsx';
import { type PolicyState, PolicyStateChip, ProofBadge, policyState, useDuration } from './backup-marks.tsx';
import type { Policy } from './backup-types.ts';
import { backupWords } from './backup-words.ts';

const order: Record<PolicyState, number> = { late: 0, failing: 1, waiting: 2, paused: 3, ok: 4 };

/** Policies with the state of their promise; those that fail stand first. */
export function PolicyTable({ policies }: { policies: Policy[] }) {
  const words = useWords(backupWords);
  const now = useNow();
  const failed = (policy: Policy) => (policy.lastRun?.status === 'failed' || policy.lastRun?.status === 'missed' ? 0 : 1);
  const sorted = [...policies].sort(
    (a, b) => order[policyState(a, now)] - order[policyState(b, now)] || failed(a) - failed(b) || a.name.localeCompare(b.name),
  );
  return (
    <table className="table cards linked">
      <thead>
        <tr>
          <th scope="col">{words.policy}</th>
          <th scope="col">{words.state}</th>
          <th scope="col">{words.lastGood}</th>
          <th scope="col">{words.proof}</th>
          <th scope="col" className="end">
            {words.nextDue}
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((policy) => (
          <PolicyRow policy={policy} key={policy.id} />
        ))}
      </tbody>
    </table>
  );
}

function PolicyRow({ policy }: { policy: Policy }) {
  const words = useWords(backupWords);
  const format = useFormats();
  const duration = useDuration();
  return (
    <tr>
      <td>
        <span className="row nowrap">
          <AssetIcon kind={policy.asset?.kind ?? 'server'} />
          <span className="grow">
            <Link href={links.policy(policy.id)} className="row-link">
              <bdi>{policy.name}</bdi>
            </Link>
            <span className="muted small clip block">{policy.asset?.name}</span>
          </span>
        </span>
      </td>
      <td>
        <span className="row tight">
          <PolicyStateChip policy={policy} />
          <LastTrouble policy={policy} />
        </span>
      </td>
      <td>
        {policy.lastGood ? <Ago at={policy.lastGood.takenAt} /> : <span className="muted">{words.neverGood}</span>}
        <span className="muted small block">{words.objective(duration(policy.recoveryPointObjective))}</span>
      </td>
      <td>{policy.lastGood && <ProofBadge point={proofOf(policy.lastGood)} />}</td>
      <td className="end one-line">
        {policy.nextDueAt && <time title={format.full(policy.nextDueAt)}>{format.moment(policy.nextDueAt)}</time>}
      </td>
    </tr>
  );
}

function LastTrouble({ policy }: { policy: Policy }) {
  const words = useWords(backupWords);
  const { lastRun } = policy;
  if (!lastRun || !['failed', 'missed', 'partial', 'overrun'].includes(lastRun.status)) return null;
  return <span className="bad small">{words.status[lastRun.status]}</span>;
}

type Proof = Parameters<typeof ProofBadge>[0]['point'];

/** The proof that a policy's last good point carries. */
export const proofOf = (lastGood: NonNullable<Policy['lastGood']>): Proof => ({
  verification: lastGood.verification as Proof['verification'],
  damagedAt: null,
});
