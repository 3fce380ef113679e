import { Button } from '@mantine/core';
import { useState } from 'react';
import { useGet } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Ago } from '../ui/marks.tsx';
import { Card, Facts, Loaded, PageHead } from '../ui/states.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { WebhookActions } from './webhook-actions.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';
import { Health } from './webhook-health.tsx';
import type { Webhook } from './webhook-types.ts';
import { webhookWords } from './webhook-words.ts';
import './webhooks.css';

/** One webhook: how it fares, what can be done to it, and its messages. */
export function WebhookPage({ id }: { id: string }) {
  const query = useGet<Webhook>(`/webhooks/${id}`);
  return <Loaded query={query}>{(webhook) => <Shown webhook={webhook} />}</Loaded>;
}

function Shown({ webhook }: { webhook: Webhook }) {
  const words = useWords(webhookWords);
  const [isEditing, setEditing] = useState(false);
  return (
    <>
      <PageHead
        title={webhook.name}
        lead={
          <span className="row">
            <Health of={webhook} />
            <span className="mono small webhook-url">{webhook.url}</span>
          </span>
        }
        back={{ href: links.admin('webhooks'), label: words.title }}
        actions={
          <Button variant="default" onClick={() => setEditing(true)}>
            {words.edit}
          </Button>
        }
      />
      <div className="stack">
        <Card>
          <div className="stack">
            <State webhook={webhook} />
            <WebhookActions webhook={webhook} />
          </div>
        </Card>
        <DeliveryLog webhook={webhook} />
      </div>
      {isEditing && <WebhookDialog webhook={webhook} onClose={() => setEditing(false)} />}
    </>
  );
}

function State({ webhook }: { webhook: Webhook }) {
  const words = useWords(webhookWords);
  const format = useFormats();
  const { events, lastSuccessAt, failingSinceAt, restingUntilAt, previousSecretUntilAt } = webhook;
  const isToCome = (at: string | null) => at !== null && new Date(at).getTime() > Date.now();
  return (
    <Facts
      of={[
        [words.events, events.map((kind) => words.kinds[kind] ?? kind).join(', ') || words.everyEvent],
        [words.lastSuccess, lastSuccessAt && <Ago at={lastSuccessAt} />],
        [words.failingSince, failingSinceAt && format.moment(failingSinceAt)],
        [words.restsUntil, isToCome(restingUntilAt) && format.moment(restingUntilAt as string)],
        [words.overlap, isToCome(previousSecretUntilAt) && format.moment(previousSecretUntilAt as string)],
      ]}
    />
  );
}
