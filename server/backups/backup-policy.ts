import { Temporal } from 'temporal-polyfill';
import type { Rung } from './engines/engine.ts';
import type { RetentionRule } from './retention.ts';
import type { Hooks } from './run-hook.ts';
import type { SshPlace } from './sources/ssh-command.ts';

/** What a policy backs up. */
export type Source =
  | { type: 'path'; paths: string[]; exclude: string[]; oneFileSystem: boolean }
  | { type: 'command'; argv: string[]; fileName: string }
  | { type: 'sqlite'; path: string }
  | { type: 'postgres' | 'mysql'; host: string; port: number; database: string; user: string }
  | ({ type: 'ssh' } & SshPlace)
  | { type: 'coulisse' };

/** Once: one run makes up for all that were missed. */
export const catchUps = ['once', 'skip', 'all'] as const;
export type CatchUp = (typeof catchUps)[number];

/** How old the proof of each rung may be before it is made again, as ISO 8601 durations. */
export type VerificationRule = Partial<Record<Rung, string>>;

export interface BackupPolicy {
  id: string;
  name: string;
  assetId: string;
  repositoryId: string;
  source: Source;
  sealedSourceSecret: string | null;
  cron: string;
  timeZone: string;
  /** A run that did not start within this after its due time was missed. */
  startWithin: string;
  /** A run and its further attempts belong within this after the due time; null has no end. */
  timeWindow: string | null;
  catchUp: CatchUp;
  retention: RetentionRule;
  hooks: Hooks;
  verification: VerificationRule;
  recoveryPointObjective: string;
  pauseEndsAt: Date | null;
  pauseReason: string | null;
  /** Expectations exist for every fire time up to here. */
  horizonAt: Date;
  retiredAt: Date | null;
  version: number;
  createdAt: Date;
}

/** An instant moved by an ISO 8601 duration; days and months follow the zone's calendar. */
export function plus(at: Date, duration: string, timeZone = 'UTC'): Date {
  const moved = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).add(Temporal.Duration.from(duration));
  return new Date(moved.epochMilliseconds);
}

/** The same into the past. */
export function minus(at: Date, duration: string, timeZone = 'UTC'): Date {
  const moved = Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .subtract(Temporal.Duration.from(duration));
  return new Date(moved.epochMilliseconds);
}

/** True while the policy rests at this instant. */
export const isPausedAt = (policy: Pick<BackupPolicy, 'pauseEndsAt'>, at: Date): boolean =>
  policy.pauseEndsAt !== null && at < policy.pauseEndsAt;

/** What a source's directory on this machine is called by people. */
export function sourceTitle(source: Source): string {
  if (source.type === 'path') return source.paths.join(', ');
  if (source.type === 'command') return source.argv.join(' ');
  if (source.type === 'sqlite') return source.path;
  if (source.type === 'ssh') return `${source.host}: ${source.paths.join(', ')}`;
  if (source.type === 'postgres' || source.type === 'mysql') return `${source.database} on ${source.host}:${source.port}`;
  return 'Coulisse';
}
