import { Button } from '@mantine/core';
import { useGet } from '../api/queries.ts';
import type { Escalation, EscalationState, Incident, Page } from '../api/types.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Ago } from '../ui/marks.tsx';
import { Card, Loaded } from '../ui/states.tsx';
import { useIncidentAct } from './conflict.tsx';
import { escalationCardWords } from './escalation-words.ts';
import { NextStep } from './next-step.tsx';
import { acknowledgeIncident } from './verbs.ts';

const tones: Record<string, string> = { running: 'warn', acknowledged: 'good', finished: 'danger' };

/** Where the escalation stands, what comes next and when, and the steps that fired with whom they reached. */
export function Escalations({ incident }: { incident: Incident }) {
  const words = useWords(escalationCardWords);
  const state = useGet<EscalationState>(`/incidents/${incident.id}/escalation`);
  const fired = useGet<Page<Escalation>>(`/incidents/${incident.id}/escalations`);
  const kind = state.data?.state ?? 'none';
  const chip = kind !== 'none' && <Chip tone={tones[kind] ?? ''}>{words.states[kind]}</Chip>;
  return (
    <Card title={words.title} actions={chip}>
      <div className="stack tight">
        <Loaded query={state} lines={1}>
          {(data) => <Standing state={data} incident={incident} />}
        </Loaded>
        <Loaded query={fired} lines={1}>
          {({ items }) =>
            items.length > 0 && (
              <ol className="side-list" aria-label={words.fired}>
                {items.map((item) => (
                  <FiredStep key={`${item.loop}-${item.step}`} item={item} />
                ))}
              </ol>
            )
          }
        </Loaded>
      </div>
    </Card>
  );
}

function Standing({ state, incident }: { state: EscalationState; incident: Incident }) {
  const words = useWords(escalationCardWords);
  const { policy, next, acknowledgement } = state;
  if (!policy) return <p className="muted small">{words.none}</p>;
  const idle: Record<string, string> = {
    acknowledged: words.nothingWhileAcknowledged,
    paused: words.nothingOnHold,
    running: words.nothingNext,
    finished: words.nothingNext,
  };
  return (
    <>
      {acknowledgement && <Acknowledgement of={acknowledgement} incident={incident} />}
      {next ? <NextStep next={next} /> : idle[state.state] && <p className="muted small">{idle[state.state]}</p>}
      <p className="muted small">
        {words.by(policy.name, policy.version)}
        {policy.newestVersion > policy.version && <> · {words.newer}</>}
      </p>
    </>
  );
}

type Held = NonNullable<EscalationState['acknowledgement']>;

/** Who has said that they are on it, until when that is good, and the way to say it again. */
function Acknowledgement({ of: { at, person, expiresAt }, incident }: { of: Held; incident: Incident }) {
  const words = useWords(escalationCardWords);
  const format = useFormats();
  const { run, isBusy } = useIncidentAct();
  const when = format.moment(at);
  return (
    <div className="row between">
      <span className="small">
        {person ? words.acknowledgedBy(person.name, when) : words.acknowledgedAt(when)}
        {expiresAt && (
          <>
            {' · '}
            <strong>
              {words.expires('')} <Ago at={expiresAt} />
            </strong>
          </>
        )}
      </span>
      {expiresAt && (
        <Button
          variant="default"
          size="compact-sm"
          disabled={isBusy}
          onClick={() => void run(incident, { work: acknowledgeIncident, done: words.renewed })}
        >
          {words.renew}
        </Button>
      )}
    </div>
  );
}

function FiredStep({ item }: { item: Escalation }) {
  const words = useWords(escalationCardWords);
  const format = useFormats();
  const { language } = useLanguage();
  const { skipped, recipients, absent, assignments, waitedSince } = item;
  const list = (people: Array<{ name: string }>) => format.list(people.map(({ name }) => name));
  return (
    <li>
      <div className="row between">
        <strong>{words.step(item.step, item.loop)}</strong>
        <span className="row tight">
          {skipped === 'nobody' && <Chip tone="danger">{words.nobody}</Chip>}
          {skipped && skipped !== 'nobody' && <Chip>{words.passedOver}</Chip>}
          {item.lateMs > 60_000 && <Chip tone="warn">{words.late(format.duration(item.lateMs))}</Chip>}
          <span className="muted small">{format.moment(item.firedAt)}</span>
        </span>
      </div>
      <div className="muted small">
        {skipped === 'nobody' && <p>{words.nobodyText}</p>}
        {skipped && skipped !== 'nobody' && <p>{words.unmet[skipped]}</p>}
        {recipients.length > 0 && (
          <p>
            <bdi>{words.told(list(recipients))}</bdi>
          </p>
        )}
        {assignments.map(({ person, supportGroup, why }) => (
          <p key={why.en}>
            {(person || supportGroup) && <bdi>{words.given(person?.name ?? supportGroup?.name ?? '')} — </bdi>}
            {why[language]}
          </p>
        ))}
        {absent.length > 0 && <p>{words.away(list(absent))}</p>}
        {waitedSince && <p>{words.waited(format.moment(waitedSince))}</p>}
      </div>
    </li>
  );
}
