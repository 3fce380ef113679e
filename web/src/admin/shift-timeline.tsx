import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useGet } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { PersonName } from '../ui/marks.tsx';
import { Loaded } from '../ui/states.tsx';
import { escalationWords } from './escalation-words.ts';
import { useNextDays } from './next-days.ts';
import type { OnCallSchedule, Shifts } from './service-level-types.ts';

/** The next two weeks as a band of turns, gaps in red, with the same as a list below. */
export function ShiftTimeline({ schedule }: { schedule: OnCallSchedule }) {
  const range = useNextDays(14);
  const shifts = useGet<Shifts>(`/on-call/schedules/${schedule.id}/shifts`, range);
  return (
    <Loaded query={shifts} lines={2}>
      {(found) => <Turns shifts={found} range={range} />}
    </Loaded>
  );
}

const colours = ['#8a3f63', '#3f6f8a', '#6d7b2f', '#8a5a2b', '#5a4fa0', '#2f7b6b', '#a04f4f', '#6a6470'];

function Turns({ shifts, range }: { shifts: Shifts; range: { from: string; to: string } }) {
  const words = useWords(escalationWords);
  const format = useFormats();
  const start = Date.parse(range.from);
  const length = Date.parse(range.to) - start;
  const people = [...new Set(shifts.items.map(({ person }) => person.id))];
  const place = (from: string, to: string) => ({
    left: `${((Date.parse(from) - start) / length) * 100}%`,
    width: `max(2px, ${((Date.parse(to) - Date.parse(from)) / length) * 100}% - 2px)`,
  });
  return (
    <div className="stack tight">
      <div className="row between">
        <span className="muted small">{words.next14}</span>
        {shifts.gaps.length > 0 ? (
          <span className="row tight bad small">
            <IconAlertTriangle size={15} aria-hidden />
            {words.gapsFound(shifts.gaps.length)}
          </span>
        ) : (
          <span className="row tight small well">
            <IconCheck size={15} aria-hidden />
            {words.noGaps}
          </span>
        )}
      </div>
      <div className="band" aria-hidden="true">
        {shifts.items.map((shift) => (
          <span
            key={`${shift.startAt}${shift.person.id}`}
            style={{ ...place(shift.startAt, shift.endAt), background: colours[people.indexOf(shift.person.id) % colours.length] }}
            title={`${shift.person.name}: ${format.moment(shift.startAt)} – ${format.moment(shift.endAt)}`}
          >
            {shift.person.name}
          </span>
        ))}
        {shifts.gaps.map((gap) => (
          <span
            className="gap"
            key={gap.startAt}
            style={place(gap.startAt, gap.endAt)}
            title={`${words.gap}: ${format.moment(gap.startAt)} – ${format.moment(gap.endAt)}`}
          />
        ))}
      </div>
      <ol className="turns">
        {[
          ...shifts.items.map((shift) => ({ ...shift, isGap: false })),
          ...shifts.gaps.map((gap) => ({ ...gap, person: null, isGap: true })),
        ]
          .sort((a, b) => Date.parse(a.startAt) - Date.parse(b.startAt))
          .slice(0, 8)
          .map((turn) => (
            <li key={`${turn.startAt}${turn.person?.id ?? 'gap'}`} className={turn.isGap ? 'bad' : undefined}>
              <span className="muted small number">
                {format.moment(turn.startAt)} – {format.moment(turn.endAt)}
              </span>
              {turn.person ? <PersonName person={turn.person} /> : <strong>{words.gap}</strong>}
            </li>
          ))}
      </ol>
    </div>
  );
}
