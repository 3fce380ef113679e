import { Button } from '@mantine/core';
import { useState } from 'react';
import { useNextDays } from '../admin/next-days.ts';
import { useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Card, Loaded } from '../ui/states.tsx';
import type { MyShift, Schedule } from './on-call-types.ts';
import { onCallWords } from './on-call-words.ts';
import { SwapDialog } from './swap-dialog.tsx';

/** When it is my turn, and the way to give a turn away. */
export function MyShifts({ schedules }: { schedules: Schedule[] }) {
  const words = useWords(onCallWords);
  const shifts = useGet<Page<MyShift>>('/on-call/my-shifts', useNextDays(56));
  const [given, setGiven] = useState<MyShift | null>(null);
  const hasSeveral = schedules.length > 1;
  return (
    <Card title={words.myShifts} flush>
      <Loaded query={shifts} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted quiet">{words.noShifts}</p>
          ) : (
            <ul className="lines">
              {items.slice(0, 12).map((shift) => (
                <Turn key={shift.schedule.id + shift.startAt} shift={shift} hasSeveral={hasSeveral} onSwap={() => setGiven(shift)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {given && <SwapDialog shift={given} schedule={schedules.find(({ id }) => id === given.schedule.id)} onClose={() => setGiven(null)} />}
    </Card>
  );
}

function Turn({ shift, hasSeveral, onSwap }: { shift: MyShift; hasSeveral: boolean; onSwap: () => void }) {
  const words = useWords(onCallWords);
  const format = useFormats();
  const isNow = Date.parse(shift.startAt) <= Date.now();
  return (
    <li>
      <span className="grow">
        <span className="block number">
          {isNow && <Chip tone="good">{words.present}</Chip>}{' '}
          {isNow ? words.until(format.moment(shift.endAt)) : format.span(shift.startAt, shift.endAt)}
        </span>
        {(hasSeveral || shift.level > 1) && (
          <span className="muted small">
            <bdi>{[hasSeveral && shift.schedule.name, shift.level > 1 && words.level(shift.level)].filter(Boolean).join(' · ')}</bdi>
          </span>
        )}
      </span>
      {shift.swapId ? (
        <Chip tone="warn">{words.asked}</Chip>
      ) : (
        <Button
          variant="default"
          size="compact-sm"
          disabled={shift.isFixed}
          title={shift.isFixed ? words.fixed : undefined}
          aria-label={words.swapThis(format.moment(shift.startAt))}
          onClick={onSwap}
        >
          {words.swap}
        </Button>
      )}
    </li>
  );
}
