import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useGet, useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Card, Empty, Listed, PageHead } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import type { AssetRequest, RequestableItem } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';
import { RequestState } from './decide-form.tsx';
import { deskWords } from './desk-words.ts';
import { OfferDialog } from './offer-dialog.tsx';
import { RequestDialog } from './request-dialog.tsx';
import { StateFilter, useStateFilter } from './state-filter.tsx';

/** What people ask for, and for leads what they can ask for. */
export function RequestsPage() {
  const words = useWords(deskWords);
  const shared = useWords(custodyWords);
  const [state, setState] = useStateFilter();
  const [isAsking, setIsAsking] = useState(false);
  const requests = useList<AssetRequest>('/asset-requests', { state });
  return (
    <>
      <PageHead
        title={words.requests}
        lead={words.requestsLead}
        actions={
          <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsAsking(true)}>
            {shared.request}
          </Button>
        }
      />
      <StateFilter
        label={words.state}
        value={state}
        options={[
          ['', words.all],
          ...(['waiting', 'approved', 'fulfilled', 'refused'] as const).map((key): [string, string] => [key, shared.requestState[key]]),
        ]}
        onChange={setState}
      />
      <div className="two">
        <section className="card">
          <Listed query={requests} empty={<Empty title={words.noRequests}>{words.noRequestsText}</Empty>}>
            {(items) => (
              <ul className="lines">
                {items.map((request) => (
                  <RequestLine key={request.id} request={request} />
                ))}
              </ul>
            )}
          </Listed>
        </section>
        <Offers />
      </div>
      {isAsking && <RequestDialog onClose={() => setIsAsking(false)} />}
    </>
  );
}

function RequestLine({ request }: { request: AssetRequest }) {
  const words = useWords(deskWords);
  const format = useFormats();
  return (
    <li>
      <div className="grow">
        <Link href={links.assetRequest(request.number)}>
          <bdi>{request.what}</bdi>
        </Link>{' '}
        <RequestState state={request.state} />
        <div className="muted small">
          {request.number} · <bdi>{request.person.name}</bdi> · {format.date(request.createdAt)}
        </div>
      </div>
      {request.state === 'approved' && (
        <Button component={Link} size="compact-sm" href={links.newHandOver({ personId: request.person.id, requestId: request.id })}>
          {words.handItOver}
        </Button>
      )}
    </li>
  );
}

function Offers() {
  const words = useWords(deskWords);
  const common = useWords(commonWords);
  const isLead = hasRole(useMe(), 'lead');
  const [edited, setEdited] = useState<RequestableItem | 'new' | null>(null);
  const items = useGet<{ items: RequestableItem[] }>('/requestable-items').data?.items ?? [];
  return (
    <Card
      title={words.offered}
      actions={
        isLead && (
          <Button size="compact-sm" variant="default" onClick={() => setEdited('new')}>
            {words.addOffer}
          </Button>
        )
      }
    >
      {items.length === 0 && <p className="muted">{common.none}</p>}
      <ul>
        {items.map((item) => (
          <li key={item.id} className="custody-line">
            <div className="grow">
              <bdi>{item.name}</bdi> {!item.isOffered && <Chip>{words.notOffered}</Chip>}
              <p className="muted small">{words.approvals[item.approval]}</p>
            </div>
            {isLead && (
              <Button size="compact-sm" variant="subtle" aria-label={`${common.edit}: ${item.name}`} onClick={() => setEdited(item)}>
                {common.edit}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {edited && <OfferDialog item={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Card>
  );
}
