import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { isStatus } from '../api/problem.ts';
import { links } from '../app/links.ts';
import { Entrance } from '../auth/entrance.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Bones, Failure } from '../ui/states.tsx';
import { linkWords } from './link-words.ts';

interface Read<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** The page of a link in a mail: what it is about, and the way to the incident. A link that has ended says so. */
export function LinkPage<T extends { incident: { number: string; title: string } }>({
  query,
  children,
}: {
  query: Read<T>;
  children: (data: T) => ReactNode;
}) {
  const words = useWords(linkWords);
  return (
    <Entrance>
      {query.data ? (
        <div className="stack">
          <div>
            <p className="mono muted">{query.data.incident.number}</p>
            <h1>{query.data.incident.title}</h1>
          </div>
          {children(query.data)}
          <Link href={links.incident(query.data.incident.number)}>{words.toPage}</Link>
        </div>
      ) : isStatus(query.error, 404) ? (
        <div className="stack" role="alert">
          <h1>{words.gone}</h1>
          <p>{words.goneText}</p>
        </div>
      ) : query.error ? (
        <Failure error={query.error} retry={query.refetch} />
      ) : (
        <Bones lines={3} />
      )}
    </Entrance>
  );
}
