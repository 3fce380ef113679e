import { Link } from 'wouter';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Ago } from '../ui/marks.tsx';
import { ProofBadge } from './backup-marks.tsx';
import type { Point } from './backup-types.ts';
import { backupWords } from './backup-words.ts';
import { holdWords } from './hold-words.ts';
import { restoreWords } from './restore-words.ts';

/** Recovery points with what they have proved. */
export function PointTable({ points, isOfOnePolicy }: { points: Point[]; isOfOnePolicy?: boolean }) {
  const words = useWords(restoreWords);
  const backup = useWords(backupWords);
  const holdWordsOf = useWords(holdWords);
  const format = useFormats();
  return (
    <table className="table cards linked">
      <thead>
        <tr>
          <th scope="col">{words.takenAt}</th>
          {!isOfOnePolicy && <th scope="col">{backup.asset}</th>}
          <th scope="col">{backup.proof}</th>
          <th scope="col" className="end">
            {backup.files}
          </th>
          <th scope="col" className="end">
            {backup.size}
          </th>
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={point.id}>
            <td>
              <Link href={links.recoveryPoint(point.id)} className="row-link">
                {format.moment(point.takenAt)}
              </Link>
              <span className="muted small block">
                <Ago at={point.takenAt} />
              </span>
            </td>
            {!isOfOnePolicy && (
              <td>
                <bdi>{point.asset?.name}</bdi>
                <span className="muted small block">{point.policy?.name}</span>
              </td>
            )}
            <td>
              <span className="row tight">
                <ProofBadge point={point} />
                {point.hold && <Chip>{holdWordsOf.held}</Chip>}
                {!point.isGood && <Chip tone="warn">{backup.notGood}</Chip>}
              </span>
            </td>
            <td className="end number">{format.number(point.files)}</td>
            <td className="end number">{format.bytes(point.bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
