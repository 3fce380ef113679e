import { Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { onLiveChange } from '../live/live.ts';
import type { Run } from './backup-types.ts';
import { backupWords } from './backup-words.ts';

interface Moved {
  percent: number | null;
  bytesDone: number;
  filesDone: number;
}

/** How far work is, as its worker tells it, between two readings of the API. */
function useMoved(run: Pick<Run, 'id' | 'progress'>): Moved | null {
  const [told, setTold] = useState<Moved | null>(null);
  const { id, progress } = run;
  useEffect(
    () =>
      onLiveChange((change) => {
        if (change.id === id && 'bytesDone' in change) setTold(change as unknown as Moved);
      }),
    [id],
  );
  const read = progress && { percent: progress.percent, bytesDone: progress.bytesDone, filesDone: progress.filesDone };
  if (!told || !read) return told ?? read;
  return told.bytesDone >= read.bytesDone ? told : read;
}

/** A bar that moves while work runs; without a known end it shows that something moves, and how much. */
export function RunProgress({
  run,
  isLinked,
}: {
  run: Pick<Run, 'id' | 'progress' | 'status'> & { policy?: Run['policy'] };
  isLinked?: boolean;
}) {
  const words = useWords(backupWords);
  const format = useFormats();
  const moved = useMoved(run);
  const percent = moved?.percent ?? null;
  const name = run.policy?.name ?? words.progress;
  const { bytesTotal = null, filesTotal = null } = run.progress ?? {};
  return (
    <div className="run-progress">
      <div className="row between nowrap">
        {isLinked ? <Link href={links.run(run.id)}>{name}</Link> : <span className="muted small">{words.progress}</span>}
        <strong className="number">{percent === null ? '' : `${format.number(Math.floor(percent))} %`}</strong>
      </div>
      <Progress
        size={isLinked ? 'sm' : 'md'}
        radius="xl"
        value={percent ?? 100}
        animated={percent === null}
        striped={percent === null}
        color="velvet"
        aria-label={name}
        aria-valuetext={percent === null ? words.status.running : `${Math.floor(percent)} %`}
      />
      <div className="row tight muted small">
        {run.status === 'queued' && words.waitingWorker}
        {moved && (
          <span>{bytesTotal ? words.bytesOf(format.bytes(moved.bytesDone), format.bytes(bytesTotal)) : format.bytes(moved.bytesDone)}</span>
        )}
        {moved && (
          <span>
            ·{' '}
            {filesTotal
              ? words.filesOf(format.number(moved.filesDone), format.number(filesTotal))
              : words.filesSoFar(format.number(moved.filesDone))}
          </span>
        )}
      </div>
    </div>
  );
}
