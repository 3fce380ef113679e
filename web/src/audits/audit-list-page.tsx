import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useNow } from '../live/now.ts';
import { Card, Empty, Listed, PageHead } from '../ui/states.tsx';
import { AuditBar } from './audit-bar.tsx';
import type { Audit } from './audit-types.ts';
import { auditWords } from './audit-words.ts';
import { BeginAuditDialog } from './begin-audit-dialog.tsx';

/** The stock-takes that go on, and those that are closed. */
export function AuditListPage() {
  const words = useWords(auditWords);
  const audits = useList<Audit>('/audits', { limit: 50 });
  const [isBeginning, setBeginning] = useState(false);
  const begin = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setBeginning(true)}>
      {words.begin}
    </Button>
  );
  return (
    <div className="page">
      <PageHead title={words.title} lead={words.lead} back={{ href: links.assets(), label: words.devices }} actions={begin} />
      <Listed
        query={audits}
        empty={
          <section className="card">
            <Empty title={words.emptyTitle}>{words.emptyText}</Empty>
          </section>
        }
      >
        {(items) => (
          <div className="stack">
            <Group title={words.openOnes} audits={items.filter(({ state }) => state === 'open')} />
            <Group title={words.closedOnes} audits={items.filter(({ state }) => state === 'closed')} />
          </div>
        )}
      </Listed>
      {isBeginning && <BeginAuditDialog close={() => setBeginning(false)} />}
    </div>
  );
}

function Group({ title, audits }: { title: string; audits: Audit[] }) {
  if (audits.length === 0) return null;
  return (
    <Card title={title} flush>
      <ul className="lines audit-lines">
        {audits.map((audit) => (
          <AuditLine key={audit.id} audit={audit} />
        ))}
      </ul>
    </Card>
  );
}

function AuditLine({ audit }: { audit: Audit }) {
  const words = useWords(auditWords);
  const format = useFormats();
  const now = useNow();
  const { name, title, location, custodian, createdBy, createdAt, closedBy, closedAt } = audit;
  const who = closedAt
    ? words.closedBy(closedBy?.name ?? '', format.ago(closedAt, now))
    : words.begunBy(createdBy?.name ?? '', format.ago(createdAt, now));
  return (
    <li>
      <div className="grow">
        <Link href={links.audit(audit.id)} className="row-link">
          {title}
        </Link>
        <div className="muted small">
          <span className="mono">{name}</span> · <bdi>{custodian?.name ?? location?.name ?? words.everywhere}</bdi> · {who}
        </div>
      </div>
      <div className="audit-line-bar">
        <AuditBar audit={audit} />
        <span className="small muted">{words.seenOf(format.number(audit.found + audit.misplaced), format.number(audit.expected))}</span>
      </div>
    </li>
  );
}
