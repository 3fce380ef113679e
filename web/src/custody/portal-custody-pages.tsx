import { HandOverPage } from './hand-over-page.tsx';
import { RequestPage } from './request-page.tsx';

/** One's own paper. */
export function MyHandOver({ id }: { id: string }) {
  return (
    <div className="page narrow">
      <HandOverPage id={id} />
    </div>
  );
}

/** A request that one made, or decides. */
export function MyRequest({ id }: { id: string }) {
  return (
    <div className="page narrow">
      <RequestPage id={id} />
    </div>
  );
}
