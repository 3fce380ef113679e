import { Button, Modal } from '@mantine/core';
import { api } from '../api/client.ts';
import { inPageLanguage } from '../api/problem.ts';
import { refresh, useGet } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Facts, Loaded } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { deliveryTones } from './delivery-tones.ts';
import type { Webhook, WebhookDeliveryDetail } from './webhook-types.ts';
import { webhookWords } from './webhook-words.ts';

/** One message: what is sent, and for each try what came back. */
export function DeliveryDialog({ webhook, deliveryId, onClose }: { webhook: Webhook; deliveryId: string; onClose: () => void }) {
  const words = useWords(webhookWords);
  const query = useGet<WebhookDeliveryDetail>(`/webhooks/${webhook.id}/deliveries/${deliveryId}`);
  return (
    <Modal opened onClose={onClose} title={words.detail} size="xl">
      <Loaded query={query}>{(delivery) => <Shown webhook={webhook} delivery={delivery} />}</Loaded>
    </Modal>
  );
}

function Shown({ webhook, delivery }: { webhook: Webhook; delivery: WebhookDeliveryDetail }) {
  const words = useWords(webhookWords);
  const format = useFormats();
  const [isBusy, act] = useAct();
  const isOver = delivery.status === 'sent' || delivery.status === 'failed';
  const again = async () => {
    const done = await act(async () => {
      await api.post(`/webhooks/${webhook.id}/deliveries/${delivery.id}/replay`);
      await refresh('webhooks');
    });
    if (done) toast(words.sentAgain);
  };
  return (
    <div className="stack">
      <Facts
        of={[
          [
            words.message,
            <span className="mono" key="type">
              {delivery.type}
            </span>,
          ],
          [
            words.id,
            <span className="mono small" key="id">
              {delivery.id}
            </span>,
          ],
          [
            words.state,
            <Chip tone={deliveryTones[delivery.status]} dot key="state">
              {words.statuses[delivery.status]}
            </Chip>,
          ],
          [words.replays, delivery.replays > 0 && format.number(delivery.replays)],
        ]}
      />
      {isOver && delivery.type !== 'ping' && (
        <div>
          <Button size="xs" variant="default" loading={isBusy} disabled={!webhook.isEnabled} onClick={() => void again()}>
            {words.again}
          </Button>
        </div>
      )}
      <div>
        <h3>{words.body}</h3>
        <Code label={words.body} text={pretty(delivery.body)} />
      </div>
      <div>
        <h3>{words.tried}</h3>
        {delivery.tries.length === 0 && <p className="muted small">{words.notTried}</p>}
        <ol className="stack tight">
          {delivery.tries.map((one) => (
            <Attempt of={one} key={one.id} />
          ))}
        </ol>
      </div>
    </div>
  );
}

function Attempt({ of }: { of: WebhookDeliveryDetail['tries'][number] }) {
  const words = useWords(webhookWords);
  const format = useFormats();
  const { attemptedAt, durationMs, responseStatus, responseExcerpt, error, requestHeaders } = of;
  const headers = Object.entries(requestHeaders)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
  return (
    <li className="attempt">
      <div className="row between">
        <strong className={error ? 'bad' : ''}>{responseStatus === null ? words.noAnswer : words.answered(responseStatus)}</strong>
        <span className="muted small">
          {format.moment(attemptedAt)} · {words.took(format.number(durationMs))}
        </span>
      </div>
      {error && responseStatus === null && <p className="small">{inPageLanguage(error)}</p>}
      {responseExcerpt && <Code label={words.answer} text={responseExcerpt} />}
      <details>
        <summary className="small muted">{words.headers}</summary>
        <Code label={words.headers} text={headers} />
      </details>
    </li>
  );
}

const Code = ({ label, text }: { label: string; text: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
  <section className="webhook-code" tabIndex={0} aria-label={label}>
    <pre>{text}</pre>
  </section>
);

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
