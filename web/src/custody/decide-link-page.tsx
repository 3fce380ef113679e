import { api } from '../api/client.ts';
import { useGet } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useTitle } from '../ui/states.tsx';
import type { AssetRequest } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';
import { DecideForm, RequestFacts, RequestState } from './decide-form.tsx';
import { LinkFrame } from './link-frame.tsx';
import { thenRefresh } from './then-refresh.ts';

/** Decide about a request by the link of a mail. */
export function DecideLinkPage({ token }: { token: string }) {
  const path = `/asset-request-links/${encodeURIComponent(token)}`;
  const query = useGet<AssetRequest>(path);
  return <LinkFrame query={query}>{(request) => <Deciding request={request} path={path} />}</LinkFrame>;
}

function Deciding({ request, path }: { request: AssetRequest; path: string }) {
  const words = useWords(custodyWords);
  useTitle(request.number);
  const decide = (body: object) => thenRefresh(api.post(path, body), path);
  return (
    <>
      <div>
        <p className="row tight">
          <span className="mono muted">{request.number}</span>
          <RequestState state={request.state} />
        </p>
        <h1>{request.what}</h1>
      </div>
      <RequestFacts request={request} />
      {request.mayDecide ? <DecideForm onDecide={decide} /> : <p role="status">{words.already}</p>}
    </>
  );
}
