import { IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useGet } from '../api/queries.ts';
import type { Incident, Page, ServiceLevel } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { durationMs, useFormats } from '../i18n/format.ts';
import { useNow } from '../live/now.ts';
import { Chip } from '../ui/icons.tsx';
import { Card, Loaded } from '../ui/states.tsx';
import { ClockStrip } from './clock-strip.tsx';
import { ClockWhy } from './clock-why.tsx';
import { clockWords } from './clock-words.ts';

/** What is promised on the incident, and line by line why it falls due when it does. */
export function ServiceLevels({ incident }: { incident: Incident }) {
  const words = useWords(clockWords);
  const clocks = useGet<Page<ServiceLevel>>(`/incidents/${incident.id}/service-levels`, undefined, { refetchInterval: 60_000 });
  return (
    <Card title={words.title}>
      <Loaded query={clocks} lines={2}>
        {({ items }) => (items.length === 0 ? <p className="muted small">{words.none}</p> : <Clocks incident={incident} clocks={items} />)}
      </Loaded>
    </Card>
  );
}

/** Of each kind and group the newest; an answered question and older starts are history. */
function isPresent(clock: ServiceLevel, all: ServiceLevel[]): boolean {
  const newest = all.findLast((one) => one.kind === clock.kind && one.supportGroup?.id === clock.supportGroup?.id);
  return newest === clock && !(clock.kind === 'nextResponse' && clock.state === 'met' && !clock.breachedAt);
}

function Clocks({ incident, clocks }: { incident: Incident; clocks: ServiceLevel[] }) {
  const words = useWords(clockWords);
  const [showsAll, setShowsAll] = useState(false);
  const present = clocks.filter((clock) => isPresent(clock, clocks));
  const earlier = clocks.filter((clock) => !present.includes(clock));
  return (
    <>
      {present.map((clock) => (
        <Clock key={clock.id} incident={incident} clock={clock} />
      ))}
      {earlier.length > 0 && (
        <p className="clocks-earlier">
          <button type="button" className="link small" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {words.earlier(earlier.length)}
          </button>
        </p>
      )}
      {showsAll && earlier.map((clock) => <Clock key={clock.id} incident={incident} clock={clock} />)}
    </>
  );
}

function useClockName(clock: ServiceLevel): string {
  const words = useWords(clockWords);
  if (clock.kind === 'nextResponse') return words.question(clock.cycle);
  const name = clock.supportGroup ? words.partOf(clock.supportGroup.name) : (words.kinds[clock.kind] ?? clock.kind);
  return clock.kind === 'resolution' && clock.cycle > 1 ? words.again(name, clock.cycle) : name;
}

function useStanding(clock: ServiceLevel): { tone: string; text: string } {
  const words = useWords(clockWords);
  const { moment } = useFormats();
  const { state, metAt, breachedAt, dueAt } = clock;
  if (breachedAt) return { tone: 'danger', text: metAt ? words.late(moment(metAt)) : words.missed(moment(breachedAt)) };
  if (metAt) return { tone: 'good', text: words.met(moment(metAt)) };
  if (dueAt) return { tone: '', text: words.due(moment(dueAt)) };
  return { tone: state === 'paused' ? 'warn' : '', text: words.states[state] ?? state };
}

function Clock({ incident, clock }: { incident: Incident; clock: ServiceLevel }) {
  const words = useWords(clockWords);
  const format = useFormats();
  const now = useNow();
  const name = useClockName(clock);
  const { tone, text } = useStanding(clock);
  const [isOpen, setOpen] = useState(false);
  const [served, target] = [durationMs(clock.served) ?? 0, durationMs(clock.target) ?? 0];
  const left = target - served;
  const isOwed = !clock.metAt && clock.state !== 'cancelled';
  const say = format.duration;
  return (
    <section className="clock" aria-label={name}>
      <div className="row between nowrap">
        <h3 className="row tight nowrap">
          <bdi className="clip">{name}</bdi>
          {clock.kind === 'operational' && <IconEyeOff size={14} className="muted" role="img" aria-label={words.inside} />}
        </h3>
        <Chip tone={tone}>{text}</Chip>
      </div>
      <ClockStrip clock={clock} now={now} />
      <div className="row between small">
        <span className="muted">
          {words.of(say(served), say(target))}
          {isOwed && ` · ${left >= 0 ? words.left(say(left)) : words.over(say(-left))}`}
        </span>
        <button type="button" className="link" aria-expanded={isOpen} aria-label={`${words.why} ${name}`} onClick={() => setOpen(!isOpen)}>
          {words.why}
        </button>
      </div>
      {isOpen && <ClockWhy incident={incident} clock={clock} />}
    </section>
  );
}
