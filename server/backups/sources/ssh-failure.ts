import { BackupFailure, type FailureClass } from '../failure.ts';

const classes: Array<[RegExp, FailureClass]> = [
  [/host key verification failed|host key .*(changed|differs)|no matching host key/i, 'host_key_changed'],
  [/permission denied \(|too many authentication failures|invalid format|load key/i, 'auth_host'],
  [/refused|timed out|timeout|no route|unreachable|resolve|closed by|reset by|broken pipe|showed no key|not known/i, 'host_unreachable'],
];

/** The class of what ssh, or tar at the other end, ended with; 255 is ssh's own, everything else came from there. */
export function sshFailure(code: number | string | null, errors: string[]): BackupFailure {
  const last = errors.slice(-3).join(' · ') || 'no message';
  const known = code === 255 ? classes.find(([pattern]) => errors.some((line) => pattern.test(line))) : undefined;
  if (known) return new BackupFailure(known[1], last);
  if (code === 255) return new BackupFailure('host_unreachable', last);
  if (code === 127 || errors.some((line) => /tar: (command )?not found/i.test(line)))
    return new BackupFailure('engine_missing', 'GNU tar is not installed on the host');
  return new BackupFailure('dump_failed', `tar on the host ended with ${code}: ${last}`);
}
