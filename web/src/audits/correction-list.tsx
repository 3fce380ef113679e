import { Checkbox } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import { commonWords } from '../ui/words.ts';
import type { Correction } from './audit-types.ts';
import { auditWords } from './audit-words.ts';

interface Props {
  items: Correction[];
  except: string[];
  setExcept: (assetIds: string[]) => void;
}

/** Device by device what would change; one that is unticked stays as it is. */
export function CorrectionList({ items, except, setExcept }: Props) {
  const words = useWords(auditWords);
  if (items.length === 0) return null;
  return (
    <section className="correction-list" aria-label={words.showAll}>
      <ul className="lines">
        {items.map((item) => (
          <li key={item.assetId}>
            <Checkbox
              aria-label={words.leaveOut(item.tag)}
              disabled={item.isOvertaken}
              checked={!item.isOvertaken && !except.includes(item.assetId)}
              onChange={() =>
                setExcept(except.includes(item.assetId) ? except.filter((id) => id !== item.assetId) : [...except, item.assetId])
              }
            />
            <div className="grow">
              <span className="mono">{item.tag}</span> <bdi>{item.name}</bdi>
              <div className="small muted">
                <Difference item={item} />
              </div>
            </div>
            {item.isOvertaken ? <Chip tone="warn">{words.isOvertaken}</Chip> : <Chip>{words.correctionShort[item.correction]}</Chip>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Difference({ item }: { item: Correction }) {
  const words = useWords(auditWords);
  const common = useWords(commonWords);
  const status = (value: string): string => (common.assetStatus as Record<string, string>)[value] ?? value;
  const parts = [
    ...(item.from.status === item.to.status ? [] : [words.becomes(status(item.from.status), status(item.to.status))]),
    ...(item.from.location?.id === item.to.location?.id
      ? []
      : [words.becomes(item.from.location?.name ?? words.nowhere, item.to.location?.name ?? words.nowhere)]),
  ];
  return <bdi>{[...parts, ...(item.seenBy ? [words.seenBy(item.seenBy)] : [])].join(' · ')}</bdi>;
}
