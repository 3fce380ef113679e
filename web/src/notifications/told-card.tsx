import type { tellingAnswer } from '../../../server/incidents/told-schemas.ts';
import { inPageLanguage } from '../api/problem.ts';
import { useGet } from '../api/queries.ts';
import type { Answer, Page } from '../api/types.ts';
import { dictionary, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { PersonName } from '../ui/marks.tsx';
import { Card } from '../ui/states.tsx';

type Telling = Answer<typeof tellingAnswer>;
type Delivery = Telling['deliveries'][number];

const toldWords = dictionary(
  {
    title: 'Who was told',
    page: 'Page',
    read: 'read',
    channels: { mail: 'Mail', push: 'Browser', webhook: 'Webhook' } as Record<string, string>,
    states: {
      pending: 'waiting',
      held: 'waits to go with others',
      sending: 'on its way',
      sent: 'sent',
      failed: 'failed',
      uncertain: 'uncertain',
      suppressed: 'not sent',
      cancelled: 'not needed any more',
    } as Record<string, string>,
    at: (when: string) => `at ${when}`,
  },
  {
    title: 'Qui a été prévenu',
    page: 'Alerte',
    read: 'lu',
    channels: { mail: 'E-mail', push: 'Navigateur', webhook: 'Webhook' },
    states: {
      pending: 'en attente',
      held: 'attend de partir avec d’autres',
      sending: 'en route',
      sent: 'envoyé',
      failed: 'échoué',
      uncertain: 'incertain',
      suppressed: 'non envoyé',
      cancelled: 'plus nécessaire',
    },
    at: (when) => `à ${when}`,
  },
);

const tones: Record<string, string> = { sent: 'good', failed: 'danger', uncertain: 'warn', suppressed: 'warn', sending: 'info' };
const open = ['pending', 'held', 'sending', 'uncertain'];

/** Whom the escalation told, and what came of each message; nothing while it has told nobody. */
export function ToldCard({ incidentId }: { incidentId: string }) {
  const words = useWords(toldWords);
  const path = `/incidents/${incidentId}/recipients`;
  const first = useGet<Page<Telling>>(path);
  const isOpen = first.data?.items.some(({ deliveries }) => deliveries.some(({ status }) => open.includes(status))) ?? false;
  useGet<Page<Telling>>(path, undefined, { refetchInterval: isOpen ? 10_000 : false });
  const items = first.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card title={words.title}>
      <ol className="side-list">
        {items.map((telling) => (
          <TellingLine telling={telling} key={telling.id} />
        ))}
      </ol>
    </Card>
  );
}

function TellingLine({ telling: { person, urgency, createdAt, readAt, deliveries } }: { telling: Telling }) {
  const words = useWords(toldWords);
  const format = useFormats();
  return (
    <li>
      <div className="row between">
        <strong>
          <PersonName person={person} />
        </strong>
        <span className="row tight">
          {urgency === 'page' && <Chip tone="danger">{words.page}</Chip>}
          {readAt && <Chip tone="good">{words.read}</Chip>}
          <span className="muted small">{format.moment(createdAt)}</span>
        </span>
      </div>
      {deliveries.map((delivery) => (
        <DeliveryState of={delivery} key={delivery.id} />
      ))}
    </li>
  );
}

function DeliveryState({ of: { channel, status, dueAt, lastError } }: { of: Delivery }) {
  const words = useWords(toldWords);
  const format = useFormats();
  const isToCome = status === 'pending' && new Date(dueAt).getTime() > Date.now();
  return (
    <div className="row tight small">
      <span>{words.channels[channel] ?? channel}</span>
      <Chip dot {...(tones[status] && { tone: tones[status] })}>
        {words.states[status] ?? status}
        {isToCome && ` ${words.at(format.time(dueAt))}`}
      </Chip>
      {lastError && status !== 'sent' && <span className="muted">{inPageLanguage(lastError)}</span>}
    </div>
  );
}
