import { Button } from '@mantine/core';
import { IconCheck, IconDownload } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useGet } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Banner, Card, Facts, Loaded, PageHead } from '../ui/states.tsx';
import { RunStatusChip } from './backup-marks.tsx';
import type { Point, Restore } from './backup-types.ts';
import { failureWords } from './failure-words.ts';
import { LogTail } from './log-tail.tsx';
import { restoreWords } from './restore-words.ts';
import { RunProgress } from './run-progress.tsx';
import { isOver, useWork } from './use-work.ts';

/** A restore: how far it is, and where what it brought back stands. */
export function RestorePage({ id }: { id: string }) {
  const restore = useWork<Restore>(`/backups/restores/${id}`);
  return <Loaded query={restore}>{(found) => <Detail restore={found} />}</Loaded>;
}

function Detail({ restore }: { restore: Restore }) {
  const words = useWords(restoreWords);
  const point = useGet<Point>(`/backups/recovery-points/${restore.recoveryPointId}`);
  const format = useFormats();
  const name = point.data?.asset?.name ?? point.data?.policy?.name ?? '';
  const target = restore.target as { type: keyof typeof words.targets; path?: string };
  return (
    <>
      <PageHead
        back={{ href: links.recoveryPoint(restore.recoveryPointId), label: point.data ? format.moment(point.data.takenAt) : words.points }}
        title={words.restoreOf(name)}
        lead={<RunStatusChip status={restore.status} />}
        actions={
          isOver(restore.status) && (
            <Button component={Link} href={links.recoveryPoint(restore.recoveryPointId)} variant="default">
              {words.again}
            </Button>
          )
        }
      />
      <div className="two">
        <div className="stack">
          <Outcome restore={restore} />
          <LogTail log={restore.log} isLive={!isOver(restore.status)} />
        </div>
        <Card>
          <Facts
            of={[
              [words.target, [words.targets[target.type], target.path].filter(Boolean).join(': ')],
              [
                words.what,
                restore.paths.length === 0
                  ? words.whatAll
                  : restore.paths.map((path) => (
                      <div className="mono small" key={path}>
                        {path}
                      </div>
                    )),
              ],
              [words.files, restore.files !== null && format.number(restore.files)],
              [words.bytes, restore.bytes !== null && format.bytes(restore.bytes)],
              [words.took, restore.durationMs !== null && format.duration(restore.durationMs)],
            ]}
          />
        </Card>
      </div>
    </>
  );
}

function Outcome({ restore }: { restore: Restore }) {
  const words = useWords(restoreWords);
  const failures = useWords(failureWords);
  const format = useFormats();
  if (!isOver(restore.status)) {
    return (
      <section className="card padded">
        <RunProgress run={restore} />
      </section>
    );
  }
  if (restore.failureClass) {
    const [what, todo] = failures[restore.failureClass as keyof typeof failures] ?? failures.unknown;
    return (
      <Banner tone="danger">
        <strong>{what}</strong> {todo} <span className="mono">{restore.failureMessage}</span>
      </Banner>
    );
  }
  const { files, bytes, durationMs, downloadUrl } = restore;
  return (
    <Banner tone="good" icon={<IconCheck size={18} aria-hidden />}>
      <div className="row between">
        <span>
          <strong>{downloadUrl ? words.ready : words.done}.</strong>{' '}
          {files !== null &&
            bytes !== null &&
            durationMs !== null &&
            words.doneText(format.number(files), format.bytes(bytes), format.duration(durationMs))}
        </span>
        {downloadUrl && (
          <Button component="a" href={downloadUrl} download leftSection={<IconDownload size={16} aria-hidden />}>
            {words.download}
          </Button>
        )}
      </div>
    </Banner>
  );
}
