import { api } from '../api/client.ts';
import { useGet } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useTitle } from '../ui/states.tsx';
import type { HandOver } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';
import { LinkFrame } from './link-frame.tsx';
import { HandOverState, Paper, SignOrRefuse } from './paper.tsx';
import { thenRefresh } from './then-refresh.ts';

/** Sign by the link of a mail: the text first, then one click. */
export function HandOverLinkPage({ token }: { token: string }) {
  const path = `/hand-over-links/${encodeURIComponent(token)}`;
  const query = useGet<HandOver>(path);
  return <LinkFrame query={query}>{(handOver) => <Answering handOver={handOver} path={path} />}</LinkFrame>;
}

function Answering({ handOver, path }: { handOver: HandOver; path: string }) {
  const words = useWords(custodyWords);
  useTitle(handOver.number);
  const answer = (body: object) => thenRefresh(api.post(path, body), path);
  return (
    <>
      <div>
        <p className="row tight">
          <span className="mono muted">{handOver.number}</span>
          <HandOverState state={handOver.state} />
        </p>
        <h1>{handOver.state === 'waiting' ? words.confirmTitle[handOver.direction] : words.direction[handOver.direction]}</h1>
      </div>
      {handOver.state === 'signed' && <h2 role="status">{words.thanks}</h2>}
      <Paper handOver={handOver} paperPath={`${path}/paper.pdf`} />
      {handOver.state === 'waiting' && (
        <SignOrRefuse
          onSign={() => answer({ decision: 'sign', textHash: handOver.textHash })}
          onRefuse={(reason) => answer({ decision: 'decline', reason })}
        />
      )}
    </>
  );
}
