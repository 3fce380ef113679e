import { IconCheck } from '@tabler/icons-react';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Banner, Loaded } from '../ui/states.tsx';
import type { Verification } from './backup-types.ts';
import { backupWords } from './backup-words.ts';
import { failureWords } from './failure-words.ts';
import { restoreWords } from './restore-words.ts';
import { RunProgress } from './run-progress.tsx';
import { isOver, useWork } from './use-work.ts';

/** A verification while it runs, and its verdict. */
export function VerificationCard({ id }: { id: string }) {
  const verification = useWork<Verification>(`/backups/verifications/${id}`);
  return (
    <Loaded query={verification} lines={1}>
      {(found) => <Verdict verification={found} />}
    </Loaded>
  );
}

function Verdict({ verification }: { verification: Verification }) {
  const words = useWords(restoreWords);
  const backup = useWords(backupWords);
  const failures = useWords(failureWords);
  const format = useFormats();
  if (!isOver(verification.status)) {
    return (
      <section className="card padded">
        <h2>
          {words.proving}: {backup.rungs[verification.rung]}
        </h2>
        <RunProgress run={verification} />
      </section>
    );
  }
  if (verification.status === 'succeeded') {
    const { files, bytes, durationMs } = verification;
    const numbers = files !== null && bytes !== null && durationMs !== null;
    return (
      <Banner tone="good" icon={<IconCheck size={18} aria-hidden />}>
        <strong>{words.proved(backup.rungs[verification.rung])}.</strong>{' '}
        {numbers && words.doneText(format.number(files), format.bytes(bytes), format.duration(durationMs))}
      </Banner>
    );
  }
  const [what, todo] = failures[verification.failureClass as keyof typeof failures] ?? failures.unknown;
  return (
    <Banner tone="danger">
      <strong>{words.proofFailed}.</strong> {what} {todo} <span className="mono">{verification.failureMessage}</span>
    </Banner>
  );
}
