import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { adminWords } from '../admin/admin-words.ts';
import { useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Ago } from '../ui/marks.tsx';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';
import { Health } from './webhook-health.tsx';
import type { Webhook } from './webhook-types.ts';
import { webhookWords } from './webhook-words.ts';
import './webhooks.css';

/** Which programs hear of incidents, and how each fares. */
export function WebhooksPage() {
  const words = useWords(webhookWords);
  const admin = useWords(adminWords);
  const isAdmin = hasRole(useMe(), 'admin');
  const webhooks = useList<Webhook>('/webhooks', {}, { enabled: isAdmin });
  const [isAdding, setAdding] = useState(false);
  if (!isAdmin) return <Empty title={admin.onlyAdmins} />;
  const addButton = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {words.add}
    </Button>
  );
  return (
    <>
      <PageHead title={words.title} lead={words.lead} actions={addButton} />
      <section className="card">
        <Listed query={webhooks} empty={<Empty title={words.none}>{words.noneText}</Empty>}>
          {(items) => (
            <ul className="lines">
              {items.map((webhook) => (
                <Line webhook={webhook} key={webhook.id} />
              ))}
            </ul>
          )}
        </Listed>
      </section>
      {isAdding && <WebhookDialog webhook={null} onClose={() => setAdding(false)} />}
    </>
  );
}

function Line({ webhook }: { webhook: Webhook }) {
  const words = useWords(webhookWords);
  const kinds = webhook.events.map((kind) => words.kinds[kind] ?? kind).join(', ');
  return (
    <li>
      <div className="grow">
        <Link href={links.webhook(webhook.id)} className="row-link">
          <bdi>{webhook.name}</bdi>
        </Link>
        <div className="muted small clip">{webhook.url}</div>
        <div className="muted small">{kinds || words.everyEvent}</div>
      </div>
      {webhook.lastSuccessAt && (
        <span className="muted small one-line">
          <Ago at={webhook.lastSuccessAt} />
        </span>
      )}
      <Health of={webhook} />
    </li>
  );
}
