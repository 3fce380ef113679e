import { IconShieldCheck, IconShieldHalf, IconShieldQuestion, IconShieldX } from '@tabler/icons-react';
import { useWords } from '../i18n/dictionary.ts';
import { durationMs, useFormats } from '../i18n/format.ts';
import { useNow } from '../live/now.ts';
import { Chip } from '../ui/icons.tsx';
import type { Expectation, Point, Policy, RunStatus } from './backup-types.ts';
import { backupWords } from './backup-words.ts';

type State = RunStatus | Expectation['state'];

export const runTones: Record<State, string> = {
  planned: '',
  queued: 'info',
  running: 'velvet',
  succeeded: 'good',
  partial: 'warn',
  failed: 'danger',
  missed: 'danger',
  cancelled: '',
  overrun: 'danger',
  skipped: '',
};

export function RunStatusChip({ status }: { status: State }) {
  const words = useWords(backupWords);
  return (
    <Chip tone={runTones[status]}>
      <span className={status === 'running' ? 'dot beat' : 'dot'} />
      {words.status[status]}
    </Chip>
  );
}

export type PolicyState = 'ok' | 'late' | 'failing' | 'paused' | 'waiting';

/** Ends that protect nothing. */
export const isBad = (status: State): boolean => ['failed', 'missed', 'overrun'].includes(status);

/** How a policy stands: too old beats everything, a pause hides nothing. */
export function policyState(policy: Policy, now: number): PolicyState {
  if (policy.isLate) return 'late';
  if (policy.pausedUntil && new Date(policy.pausedUntil).getTime() > now) return 'paused';
  if (policy.lastGood) return 'ok';
  return policy.lastRun && isBad(policy.lastRun.status) ? 'failing' : 'waiting';
}

const stateTones: Record<PolicyState, string> = { ok: 'good', late: 'danger', failing: 'danger', paused: 'warn', waiting: 'info' };

export function PolicyStateChip({ policy }: { policy: Policy }) {
  const words = useWords(backupWords);
  const format = useFormats();
  const state = policyState(policy, useNow());
  const title =
    policy.pausedUntil && state === 'paused'
      ? `${words.pausedUntil(format.moment(policy.pausedUntil))} · ${policy.pauseReason ?? ''}`
      : undefined;
  return (
    <Chip tone={stateTones[state]} dot {...(title && { title })}>
      {words.states[state]}
    </Chip>
  );
}

/** What a recovery point has proved, and when. */
export function ProofBadge({ point }: { point: Pick<Point, 'verification' | 'damagedAt'> }) {
  const words = useWords(backupWords);
  const format = useFormats();
  const now = useNow();
  if (point.damagedAt) {
    return (
      <Chip tone="danger" title={format.full(point.damagedAt)}>
        <IconShieldX size={14} aria-hidden />
        {words.damaged}
      </Chip>
    );
  }
  if (!point.verification) {
    return (
      <Chip>
        <IconShieldQuestion size={14} aria-hidden />
        {words.notProved}
      </Chip>
    );
  }
  const { rung, at } = point.verification;
  const isRestored = rung === 'sample' || rung === 'restore';
  const Icon = isRestored ? IconShieldCheck : IconShieldHalf;
  return (
    <Chip tone={isRestored ? 'good' : 'info'} title={`${words.rungHints[rung]} ${format.full(at)}`}>
      <Icon size={14} aria-hidden />
      {words.provedAgo(words.rungs[rung], format.ago(at, now))}
    </Chip>
  );
}

/** A length of time of the API in words: `PT15M` → `15 min`. */
export function useDuration(): (iso: string) => string {
  const format = useFormats();
  return (iso) => {
    const ms = durationMs(iso);
    return ms === null ? iso : format.duration(ms);
  };
}
