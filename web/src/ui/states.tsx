import { Button } from '@mantine/core';
import { IconAlertTriangle, IconArrowLeft } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'wouter';
import { ApiProblem } from '../api/problem.ts';
import { useWords } from '../i18n/dictionary.ts';
import { EmptyStage } from './icons.tsx';
import { commonWords } from './words.ts';

export function Empty({ title, children, action, isPage }: { title: string; children?: ReactNode; action?: ReactNode; isPage?: boolean }) {
  const Heading = isPage ? 'h1' : 'h2';
  return (
    <div className="empty">
      <EmptyStage />
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {action && <div className="actions">{action}</div>}
    </div>
  );
}

/** What went wrong in words, and the way out. */
export function Failure({ error, retry }: { error: unknown; retry?: () => unknown }) {
  const words = useWords(commonWords);
  const status = error instanceof ApiProblem ? error.status : -1;
  const kind = status === 0 ? 'offline' : status === 404 ? 'missing' : status === 403 ? 'forbidden' : 'failed';
  const isFinal = kind === 'missing' || kind === 'forbidden';
  return (
    <div role="alert">
      <Empty
        title={words[`${kind}Title`]}
        action={
          retry &&
          !isFinal && (
            <Button variant="default" onClick={() => void retry()}>
              {words.retry}
            </Button>
          )
        }
      >
        {words[`${kind}Text`]}
      </Empty>
    </div>
  );
}

/** The shape of a list that is on its way. */
export function Bones({ lines = 6 }: { lines?: number }) {
  const words = useWords(commonWords);
  return (
    <div className="bones" role="status" aria-label={words.loading}>
      {[...Array(lines).keys()].map((index) => (
        <div className="line" key={`bone-${index}`} style={{ opacity: 1 - index / (lines + 2) }}>
          <div className="bone" style={{ width: 32 }} />
          <div className="bone" style={{ flex: 1, maxWidth: `${70 - ((index * 17) % 35)}%` }} />
        </div>
      ))}
    </div>
  );
}

interface Read<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** The three states of something that is read: on its way, failed, there. */
export function Loaded<T>({ query, children, lines }: { query: Read<T>; children: (data: T) => ReactNode; lines?: number }) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failure error={query.error} retry={query.refetch} />;
  return <Bones {...(lines !== undefined && { lines })} />;
}

interface Pages<T> {
  items: T[];
  data: unknown;
  error: unknown;
  refetch: () => unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** A list page by page: bones, failure, emptiness, rows, and the next page when its end comes near. */
export function Listed<T>({ query, empty, children }: { query: Pages<T>; empty: ReactNode; children: (items: T[]) => ReactNode }) {
  if (query.data === undefined) return query.error ? <Failure error={query.error} retry={query.refetch} /> : <Bones />;
  if (query.items.length === 0) return empty;
  return (
    <>
      {children(query.items)}
      {query.hasNextPage && <NextPage query={query} />}
    </>
  );
}

function NextPage<T>({ query }: { query: Pages<T> }) {
  const words = useWords(commonWords);
  const { fetchNextPage, isFetchingNextPage } = query;
  const watch = (node: HTMLElement | null) => {
    if (!node || !('IntersectionObserver' in window)) return undefined;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && !isFetchingNextPage && void fetchNextPage(), {
      rootMargin: '400px',
    });
    observer.observe(node);
    return () => observer.disconnect();
  };
  return (
    <div className="row" style={{ justifyContent: 'center', padding: 14 }} ref={watch}>
      <Button variant="subtle" color="gray" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {words.more}
      </Button>
    </div>
  );
}

export function Banner({ tone, icon, children }: { tone: string; icon?: ReactNode; children: ReactNode }) {
  return (
    <div className={`banner tone-${tone}`} role="status">
      {icon ?? <IconAlertTriangle size={17} aria-hidden />}
      <div className="grow">{children}</div>
    </div>
  );
}

/** A page's heading; it names the document as well. */
export function PageHead({
  title,
  lead,
  actions,
  back,
}: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  back?: { href: string; label: string };
}) {
  useTitle(title);
  return (
    <>
      {back && (
        <Link href={back.href} className="back">
          <IconArrowLeft size={15} aria-hidden />
          {back.label}
        </Link>
      )}
      <header className="page-head">
        <div className="grow">
          <h1>{title}</h1>
          {lead && <p>{lead}</p>}
        </div>
        {actions && <div className="row">{actions}</div>}
      </header>
    </>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Coulisse`;
  }, [title]);
}

export function Card({
  title,
  actions,
  children,
  flush,
}: {
  title?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  flush?: boolean;
}) {
  return (
    <section className="card">
      {title && (
        <div className="card-head">
          <h2>{title}</h2>
          {actions && <div className="row tight">{actions}</div>}
        </div>
      )}
      {flush ? children : <div className="card-body">{children}</div>}
    </section>
  );
}

/** Names and values; values that are missing are left out. */
export function Facts({ of }: { of: Array<[string, ReactNode]> }) {
  return (
    <dl className="facts">
      {of
        .filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
        .map(([name, value]) => (
          <FactPair key={name} name={name} value={value} />
        ))}
    </dl>
  );
}

function FactPair({ name, value }: { name: string; value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
