import { useNextDays } from '../admin/next-days.ts';
import { useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Banner } from '../ui/states.tsx';
import type { Gap } from './on-call-types.ts';
import { onCallWords } from './on-call-words.ts';

const mostShown = 4;

/** When nobody will be on call in the coming week; nothing when all is covered. */
export function GapsBanner() {
  const words = useWords(onCallWords);
  const format = useFormats();
  const gaps = useGet<Page<Gap>>('/on-call/gaps', useNextDays(7));
  const items = gaps.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Banner tone="danger">
      <strong>{words.gapsAhead}</strong>
      <ul>
        {items.slice(0, mostShown).map(({ schedule, startAt, endAt, foundAt }) => (
          <li key={schedule.id + startAt}>
            <bdi>{schedule.name}</bdi>: {format.span(startAt, endAt)}
            {foundAt && ` · ${words.known}`}
          </li>
        ))}
        {items.length > mostShown && <li>+{items.length - mostShown}</li>}
      </ul>
    </Banner>
  );
}
