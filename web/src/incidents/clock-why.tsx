import { Button } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { Incident, ServiceLevel } from '../api/types.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { durationMs, useFormats } from '../i18n/format.ts';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { BreachNote } from './breach-note.tsx';
import { clockWords } from './clock-words.ts';

type Event = ServiceLevel['events'][number];

/** Line by line why a clock is due when it is: by which rule, what was counted in which hours, and what changed on the way. */
export function ClockWhy({ incident, clock }: { incident: Incident; clock: ServiceLevel }) {
  const words = useWords(clockWords);
  const { agreement, rule, priority } = clock;
  const by = rule ? words.byRule(agreement.name, agreement.version, rule) : words.byPriority(agreement.name, agreement.version, priority);
  const changes = clock.events.filter(({ event }) => event === 'retargeted');
  return (
    <div className="clock-why">
      <p className="muted small">
        <bdi>{by}</bdi>. {words.explains}
      </p>
      <ol className="segments">
        {clock.segments.map((segment) => (
          <SegmentLine key={`${segment.from} ${segment.to} ${segment.cause}`} segment={segment} />
        ))}
      </ol>
      {changes.length > 0 && (
        <ul className="clock-changes small">
          {changes.map((change) => (
            <ChangeLine key={`${change.happenedAt} ${change.target} ${change.priority}`} change={change} />
          ))}
        </ul>
      )}
      <Sum clock={clock} />
      <Broken incident={incident} clock={clock} />
      <Adopt incident={incident} clock={clock} />
    </div>
  );
}

function SegmentLine({ segment }: { segment: ServiceLevel['segments'][number] }) {
  const words = useWords(clockWords);
  const { moment, duration } = useFormats();
  const served = durationMs(segment.served) ?? 0;
  const about = [words.causes[segment.cause] ?? segment.cause, segment.supportGroup?.name, segment.calendar?.name].filter(Boolean);
  return (
    <li className={segment.state}>
      <span className="bar" />
      <span>
        {moment(segment.from)} → {segment.to ? moment(segment.to) : words.now}
        <br />
        <span className="muted">
          <bdi>{about.join(' · ')}</bdi>
        </span>
      </span>
      <span className="number muted">
        {segment.state === 'running' ? words.counted(duration(served)) : (words.states[segment.state] ?? '')}
      </span>
    </li>
  );
}

function ChangeLine({ change }: { change: Event }) {
  const words = useWords(clockWords);
  const { moment, duration } = useFormats();
  const before = change.target ? words.changed(duration(durationMs(change.target) ?? 0)) : words.changedFromNothing;
  return (
    <li>
      {moment(change.happenedAt)}: {words.changeCauses[change.cause] ?? change.cause}. <span className="muted">{before}.</span>
    </li>
  );
}

/** The sum under the lines: what was counted of what is promised, and so when it is due. */
function Sum({ clock }: { clock: ServiceLevel }) {
  const words = useWords(clockWords);
  const { moment, duration } = useFormats();
  if (clock.state === 'cancelled') return null;
  const [served, target] = [duration(durationMs(clock.served) ?? 0), duration(durationMs(clock.target) ?? 0)];
  const text = clock.metAt
    ? words.sumMet(served, target)
    : clock.dueAt
      ? words.sum(served, target, moment(clock.dueAt))
      : words.sumStands(served, target);
  return <p className="clock-sum">{text}</p>;
}

function Broken({ incident, clock }: { incident: Incident; clock: ServiceLevel }) {
  const words = useWords(clockWords);
  const { moment } = useFormats();
  if (!clock.breachedAt) return null;
  const cause = words.changeCauses[clock.breachCause ?? 'elapsed'] ?? '';
  return (
    <div className="stack tight">
      <p className="bad small">{words.brokenBecause(moment(clock.breachedAt), cause)}</p>
      <BreachNote incident={incident} clock={clock} />
    </div>
  );
}

/** A lead lets this one incident go by what was agreed since. */
function Adopt({ incident, clock }: { incident: Incident; clock: ServiceLevel }) {
  const words = useWords(clockWords);
  const isLead = hasRole(useMe(), 'lead');
  const [isBusy, act] = useAct();
  const { version, newestVersion } = clock.agreement;
  if (!isLead || clock.metAt || newestVersion <= version) return null;
  const adopt = async () => {
    if (!(await act(() => api.put(`/incidents/${incident.id}/service-levels`, undefined, { ifMatch: incident.version })))) return;
    await refresh('incidents');
    toast(words.adopted);
  };
  return (
    <Button variant="default" size="compact-sm" loading={isBusy} onClick={() => void adopt()}>
      {words.adopt(newestVersion)}
    </Button>
  );
}
