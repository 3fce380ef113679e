import { Button } from '@mantine/core';
import { IconUrgent } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useGet } from '../api/queries.ts';
import type { Incident } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import { Card } from '../ui/states.tsx';
import { DeclareDialog } from './declare-dialog.tsx';
import { toneOf } from './due-news.tsx';
import type { MajorCardAnswer, MajorItem } from './major-types.ts';
import { majorWords } from './major-words.ts';
import './major.css';

/** On the page of an incident: the major incident that it is or belongs to, or the way to declare one. */
export function MajorCard({ incident }: { incident: Incident }) {
  const words = useWords(majorWords);
  const { data } = useGet<MajorCardAnswer>(`/incidents/${incident.id}/major-incident`);
  const [isDeclaring, setDeclaring] = useState(false);
  if (!data || !(data.majorIncident || data.ofParent || data.canDeclare)) return null;
  const major = data.majorIncident ?? data.ofParent;
  return (
    <Card title={words.card}>
      {major ? (
        <Named major={major} label={data.majorIncident ? words.isMajor : words.ofParent} />
      ) : (
        <Button fullWidth variant="default" leftSection={<IconUrgent size={17} aria-hidden />} onClick={() => setDeclaring(true)}>
          {words.declare}
        </Button>
      )}
      {isDeclaring && <DeclareDialog incident={incident} close={() => setDeclaring(false)} />}
    </Card>
  );
}

function Named({ major, label }: { major: MajorItem; label: string }) {
  const words = useWords(majorWords);
  const { language } = useLanguage();
  return (
    <div className="stack tight">
      <div className="row between">
        <span className="muted small">{label}</span>
        <Chip tone={toneOf(major)} dot>
          {words.stages[major.stage]}
        </Chip>
      </div>
      <bdi>{major.title[language]}</bdi>
      <Link href={links.major(major.id)}>{words.open}</Link>
    </div>
  );
}
