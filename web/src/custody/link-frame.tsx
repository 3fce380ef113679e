import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { isStatus } from '../api/problem.ts';
import { links } from '../app/links.ts';
import { Entrance } from '../auth/entrance.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Bones, Failure } from '../ui/states.tsx';
import { custodyWords } from './custody-words.ts';

interface Read<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** The page of a link in a mail about what somebody has; a link that has ended says so. Opening it does nothing. */
export function LinkFrame<T>({ query, children }: { query: Read<T>; children: (data: T) => ReactNode }) {
  const words = useWords(custodyWords);
  return (
    <Entrance>
      {query.data ? (
        <div className="stack">
          {children(query.data)}
          <Link href={links.myDevices()}>{words.toDevices}</Link>
        </div>
      ) : isStatus(query.error, 404) ? (
        <div className="stack" role="alert">
          <h1>{words.gone}</h1>
          <p>{words.goneText}</p>
          <Link href={links.myDevices()}>{words.toDevices}</Link>
        </div>
      ) : query.error ? (
        <Failure error={query.error} retry={query.refetch} />
      ) : (
        <Bones lines={3} />
      )}
    </Entrance>
  );
}
