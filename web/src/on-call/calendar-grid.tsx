import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useNow } from '../live/now.ts';
import { initialsOf, linesOf, placeOf, type Stretch } from './calendar-weeks.ts';
import { onCallWords } from './on-call-words.ts';

/** One coloured stretch: a person's shift, or a gap when there is nobody. */
export interface Bar extends Stretch {
  key: string;
  name: string | null;
  colour: string;
  /** Why it is as it is, such as a replacement. */
  note?: string | undefined;
}

export interface Lane {
  key: string;
  label: string;
  isFinal: boolean;
  bars: Bar[];
}

interface Props {
  weeks: Date[][];
  lanes: Lane[];
  /** The month that is meant; days of others are pale. */
  month?: number | undefined;
}

/** Weeks one below the other, and in each the lanes with their bars; what counts stands last and is the strongest. */
export function CalendarGrid({ weeks, lanes, month }: Props) {
  const format = useFormats();
  const hasLabels = lanes.length > 1;
  return (
    <div className="shift-calendar">
      <div className="shift-days names" aria-hidden="true">
        {weeks[0]!.slice(0, 7).map((day) => (
          <span key={day.getTime()}>{format.weekday(day)}</span>
        ))}
      </div>
      {weeks.map((days) => (
        <Week key={days[0]!.getTime()} days={days} lanes={lanes} month={month} hasLabels={hasLabels} />
      ))}
    </div>
  );
}

function Week({ days, lanes, month, hasLabels }: Omit<Props, 'weeks'> & { days: Date[]; hasLabels: boolean }) {
  const now = useNow();
  const here = now >= days[0]!.getTime() && now < days[7]!.getTime() ? placeOf(days, now) : null;
  return (
    <div className="shift-week">
      <div className="shift-days" aria-hidden="true">
        {days.slice(0, 7).map((day, index) => (
          <span key={day.getTime()} className={dayClass(day, days[index + 1]!, now, month)}>
            {day.getDate()}
          </span>
        ))}
      </div>
      {lanes.map((lane) => (
        <LaneRows key={lane.key} lane={lane} days={days} hasLabel={hasLabels} />
      ))}
      {here !== null && <span className="shift-now" style={{ left: `${here * 100}%` }} aria-hidden="true" />}
    </div>
  );
}

function dayClass(day: Date, next: Date, now: number, month: number | undefined): string {
  const isToday = now >= day.getTime() && now < next.getTime();
  return `${isToday ? 'today' : ''} ${month !== undefined && day.getMonth() !== month ? 'other' : ''}`.trim();
}

function LaneRows({ lane, days, hasLabel }: { lane: Lane; days: Date[]; hasLabel: boolean }) {
  const lines = linesOf(days, lane.bars);
  // Of the past only what counts is known.
  if (lines.length === 0 && !lane.isFinal) return null;
  return (
    <div className={lane.isFinal ? 'shift-lane final' : 'shift-lane'}>
      {hasLabel && <span className="shift-lane-name">{lane.label}</span>}
      {(lines.length > 0 ? lines : [[]]).map((bars, index) => (
        // Lines have no names; their order is what tells them apart.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <ul className="shift-line" key={index} aria-label={lane.label}>
          {bars.map((bar) => (
            <BarItem key={bar.key} bar={bar} days={days} />
          ))}
        </ul>
      ))}
    </div>
  );
}

function BarItem({ bar, days }: { bar: Bar; days: Date[] }) {
  const words = useWords(onCallWords);
  const format = useFormats();
  const left = placeOf(days, bar.from);
  const width = placeOf(days, bar.to) - left;
  const name = words.bar(bar.name ?? words.gap, format.moment(new Date(bar.from)), format.moment(new Date(bar.to)));
  // Half a day holds no name.
  const isNarrow = width < 0.6 / 7;
  const cut = `${bar.from < days[0]!.getTime() ? 'before' : ''} ${bar.to > days[7]!.getTime() ? 'after' : ''}`.trim();
  return (
    <li
      className={`shift-bar ${bar.name === null ? 'gap' : ''} ${isNarrow ? 'narrow' : ''} ${width < 0.3 / 7 ? 'tiny' : ''} ${cut}`}
      style={{
        left: `${left * 100}%`,
        width: `max(3px, calc(${width * 100}% - 2px))`,
        ...(bar.name !== null && { background: bar.colour }),
      }}
      title={bar.note ? `${name} · ${bar.note}` : name}
    >
      <span aria-hidden="true">{bar.name === null ? '!' : isNarrow ? initialsOf(bar.name) : bar.name}</span>
      <span className="hidden-visually">{bar.note ? `${name}, ${bar.note}` : name}</span>
    </li>
  );
}
