import { Link } from 'wouter';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { RunStatusChip } from './backup-marks.tsx';
import type { Run } from './backup-types.ts';
import { backupWords } from './backup-words.ts';
import { failureWords } from './failure-words.ts';

/** Runs with what became of them. */
export function RunTable({ runs, isOfOnePolicy }: { runs: Run[]; isOfOnePolicy?: boolean }) {
  const words = useWords(backupWords);
  return (
    <table className="table cards linked">
      <thead>
        <tr>
          <th scope="col">{isOfOnePolicy ? words.due : words.policy}</th>
          <th scope="col">{words.result}</th>
          <th scope="col">{words.took}</th>
          <th scope="col" className="end">
            {words.size}
          </th>
          <th scope="col" className="end">
            {words.added}
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} isOfOnePolicy={isOfOnePolicy ?? false} />
        ))}
      </tbody>
    </table>
  );
}

function RunRow({ run, isOfOnePolicy }: { run: Run; isOfOnePolicy: boolean }) {
  const words = useWords(backupWords);
  const format = useFormats();
  const failures = useWords(failureWords);
  const reason = run.failureClass ? (failures[run.failureClass as keyof typeof failures]?.[0] ?? run.failureTitle) : null;
  const when = format.moment(run.dueAt);
  return (
    <tr>
      <td>
        <Link href={links.run(run.id)} className="row-link">
          <bdi>{isOfOnePolicy ? when : (run.policy?.name ?? when)}</bdi>
        </Link>
        <span className="muted small block">{isOfOnePolicy ? words.origin[run.origin] : `${when} · ${words.origin[run.origin]}`}</span>
      </td>
      <td>
        <RunStatusChip status={run.status} />
        {reason && <span className="muted small block reason">{reason}</span>}
      </td>
      <td className="number">{run.durationMs !== null && format.duration(run.durationMs)}</td>
      <td className="end number">{run.bytes !== null && format.bytes(run.bytes)}</td>
      <td className="end number muted">{run.storedBytes !== null && format.bytes(run.storedBytes)}</td>
    </tr>
  );
}
