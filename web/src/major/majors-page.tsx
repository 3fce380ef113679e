import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { PersonName } from '../ui/marks.tsx';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { DueNews, toneOf } from './due-news.tsx';
import type { MajorItem } from './major-types.ts';
import { majorWords } from './major-words.ts';
import './major.css';

/** Every major incident, the newest first. */
export function MajorsPage() {
  const words = useWords(majorWords);
  const majors = useList<MajorItem>('/major-incidents');
  return (
    <div className="page">
      <PageHead title={words.majors} lead={words.majorsLead} />
      <section className="card">
        <Listed query={majors} empty={<Empty title={words.noMajors}>{words.noMajorsText}</Empty>}>
          {(items) => (
            <ul className="major-lines">
              {items.map((major) => (
                <Line key={major.id} major={major} />
              ))}
            </ul>
          )}
        </Listed>
      </section>
    </div>
  );
}

function Line({ major }: { major: MajorItem }) {
  const words = useWords(majorWords);
  const { language } = useLanguage();
  const format = useFormats();
  return (
    <li>
      <div className="grow">
        <Link href={links.major(major.id)} className="major-title">
          <bdi>{major.title[language]}</bdi>
        </Link>
        <div className="muted small">
          {[major.incident.number, ...major.services.map(({ name }) => name), format.moment(major.declaredAt)].join(' · ')}
        </div>
      </div>
      <div className="row">
        <DueNews major={major} />
        <Chip tone={toneOf(major)} dot>
          {major.state === 'active' ? words.stages[major.stage] : words.states[major.state]}
        </Chip>
        <span className="small muted" title={words.affected}>
          {words.affected}: {format.number(major.affected)}
        </span>
        {major.commander && <PersonName person={major.commander} />}
      </div>
    </li>
  );
}
