import { Link } from 'wouter';
import type { skippedFileAnswer } from '../../../server/incidents/search-schemas.ts';
import { useGet } from '../api/queries.ts';
import type { Answer, Page } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Empty, Loaded, PageHead } from '../ui/states.tsx';
import { skippedFilesWords } from './skipped-files-words.ts';

type SkippedFile = Answer<typeof skippedFileAnswer>;

/** Attached files that the search does not find by their words, and why: nothing is left out in silence. */
export function SkippedFilesPage() {
  const words = useWords(skippedFilesWords);
  const files = useGet<Page<SkippedFile>>('/search/skipped-files', { limit: 200 });
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <section className="card">
        <Loaded query={files}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={words.none}>{words.noneText}</Empty>
            ) : (
              <table className="table cards">
                <thead>
                  <tr>
                    <th scope="col">{words.file}</th>
                    <th scope="col">{words.why}</th>
                    <th scope="col">{words.incident}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map(({ id, name, url, state, reason, incident }) => (
                    <tr key={id}>
                      <td>
                        <a href={url}>
                          <bdi>{name}</bdi>
                        </a>
                      </td>
                      <td>{state === 'partial' ? words.partial : words.reasons[reason ?? 'damaged']}</td>
                      <td>
                        <Link href={links.incident(incident.number)}>
                          {incident.number} <bdi>{incident.title}</bdi>
                        </Link>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )
          }
        </Loaded>
      </section>
    </>
  );
}
