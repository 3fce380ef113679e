import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { useGet } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useAsk } from '../ui/ask.tsx';
import { Card, Loaded, PageHead } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import type { AssetRequest } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';
import { DecideForm, RequestFacts, RequestState } from './decide-form.tsx';
import { deskWords } from './desk-words.ts';
import { thenRefresh } from './then-refresh.ts';

/** One request, for who asked, who decides and who hands over. */
export function RequestPage({ id }: { id: string }) {
  const query = useGet<AssetRequest>(`/asset-requests/${encodeURIComponent(id)}`);
  return <Loaded query={query}>{(request) => <OneRequest request={request} />}</Loaded>;
}

function OneRequest({ request }: { request: AssetRequest }) {
  const words = useWords(custodyWords);
  const desk = useWords(deskWords);
  const isTechnician = hasRole(useMe(), 'technician');
  const put = (path: string, body: object) => thenRefresh(api.put(`/asset-requests/${request.id}/${path}`, body), 'asset-requests');
  return (
    <>
      <PageHead
        back={isTechnician ? { href: links.assetRequests(), label: desk.requests } : { href: links.myDevices(), label: words.toDevices }}
        title={request.what}
        lead={
          <span className="row tight">
            <span className="mono">{request.number}</span>
            <RequestState state={request.state} />
          </span>
        }
        actions={<Actions request={request} onCancel={() => put('cancellation', {})} />}
      />
      <Card>
        <div className="stack">
          <RequestFacts request={request} />
          {request.handOverId && (
            <p>
              <Link href={links.handOver(request.handOverId)}>{words.handOverOf}</Link>
            </p>
          )}
          {request.mayDecide && <DecideForm onDecide={(body) => put('decision', body)} />}
        </div>
      </Card>
    </>
  );
}

function Actions({ request, onCancel }: { request: AssetRequest; onCancel: () => Promise<unknown> }) {
  const words = useWords(custodyWords);
  const desk = useWords(deskWords);
  const isTechnician = hasRole(useMe(), 'technician');
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const cancel = async () => {
    if (await ask({ title: request.what, action: words.takeBack, isDangerous: true })) await act(onCancel);
  };
  return (
    <>
      {isTechnician && request.state === 'approved' && (
        <Button component={Link} href={links.newHandOver({ personId: request.person.id, requestId: request.id })}>
          {desk.handItOver}
        </Button>
      )}
      {request.mayCancel && (
        <Button variant="default" loading={isBusy} onClick={() => void cancel()}>
          {words.takeBack}
        </Button>
      )}
      {question}
    </>
  );
}
