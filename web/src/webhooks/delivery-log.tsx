import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { inPageLanguage } from '../api/problem.ts';
import { useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Empty, Listed } from '../ui/states.tsx';
import { DeliveryDialog } from './delivery-dialog.tsx';
import { deliveryTones } from './delivery-tones.ts';
import type { Webhook, WebhookDelivery } from './webhook-types.ts';
import { webhookWords } from './webhook-words.ts';

/** The messages of a webhook, newest first; one opens with all its tries. */
export function DeliveryLog({ webhook }: { webhook: Webhook }) {
  const words = useWords(webhookWords);
  const [status, setStatus] = useState('');
  const [open, setOpen] = useState<WebhookDelivery | null>(null);
  const deliveries = useList<WebhookDelivery>(`/webhooks/${webhook.id}/deliveries`, { status });
  const choices = [{ value: '', label: words.all }, ...Object.entries(words.statuses).map(([value, label]) => ({ value, label }))];
  return (
    <section className="card">
      <div className="card-head webhook-log-head">
        <h2>{words.log}</h2>
        <SegmentedControl
          size="xs"
          aria-label={words.state}
          data={choices.filter(({ value }) => value !== 'sending')}
          value={status}
          onChange={setStatus}
        />
      </div>
      <Listed query={deliveries} empty={<Empty title={words.noLog}>{words.noLogText}</Empty>}>
        {(items) => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
          <section className="table-scroll" tabIndex={0} aria-label={words.log}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{words.time}</th>
                  <th scope="col">{words.message}</th>
                  <th scope="col">{words.incident}</th>
                  <th scope="col">{words.state}</th>
                  <th scope="col">{words.tries}</th>
                  <th scope="col">{words.answer}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((delivery) => (
                  <Row delivery={delivery} key={delivery.id} onOpen={() => setOpen(delivery)} />
                ))}
              </tbody>
            </table>
          </section>
        )}
      </Listed>
      <p className="muted small quiet">{words.logText}</p>
      {open && <DeliveryDialog webhook={webhook} deliveryId={open.id} onClose={() => setOpen(null)} />}
    </section>
  );
}

function Row({ delivery, onOpen }: { delivery: WebhookDelivery; onOpen: () => void }) {
  const words = useWords(webhookWords);
  const format = useFormats();
  const { type, incident, status, attempts, nextAttemptAt, responseStatus, lastError, createdAt } = delivery;
  return (
    <tr>
      <td className="one-line" title={format.full(createdAt)}>
        {format.moment(createdAt)}
      </td>
      <td>
        <button
          type="button"
          className="link mono small"
          aria-label={words.open(`${type} ${incident?.number ?? ''} ${format.moment(createdAt)}`)}
          onClick={onOpen}
        >
          {type}
        </button>
      </td>
      <td>{incident && <Link href={links.incident(incident.number)}>{incident.number}</Link>}</td>
      <td>
        <Chip tone={deliveryTones[status]} dot>
          {words.statuses[status]}
        </Chip>
        {status === 'pending' && attempts > 0 && nextAttemptAt && (
          <div className="muted small one-line">
            {words.nextTry} {format.moment(nextAttemptAt)}
          </div>
        )}
      </td>
      <td className="number">{attempts}</td>
      <td className="small muted">{lastError ? inPageLanguage(lastError) : responseStatus}</td>
    </tr>
  );
}
