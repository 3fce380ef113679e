import { Button } from '@mantine/core';
import { IconArrowBackUp, IconDownload, IconLock, IconScan } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api, apiUrl } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useSearchState } from '../app/search-state.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useNow } from '../live/now.ts';
import { Chip } from '../ui/icons.tsx';
import { RemoveButton } from '../ui/remove-button.tsx';
import { Banner, Loaded, PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { AuditBar } from './audit-bar.tsx';
import { AuditItems } from './audit-items.tsx';
import { AuditPlaces } from './audit-places.tsx';
import type { Audit } from './audit-types.ts';
import { auditWords } from './audit-words.ts';
import { CloseAuditDialog } from './close-audit-dialog.tsx';
import { UnknownCodes } from './unknown-codes.tsx';

const defaults = { show: 'missing', place: '' };
const parts = ['missing', 'found', 'misplaced', 'unexpected', 'unknown'] as const;
type Part = (typeof parts)[number];

/** One stock-take while it goes on, live, and what came of it. */
export function AuditPage({ id }: { id: string }) {
  const audit = useGet<Audit>(`/audits/${encodeURIComponent(id)}`);
  return (
    <div className="page">
      <Loaded query={audit}>{(found) => <StockTake audit={found} />}</Loaded>
    </div>
  );
}

function StockTake({ audit }: { audit: Audit }) {
  const words = useWords(auditWords);
  const [{ show, place }, setSearch] = useSearchState(defaults);
  const part: Part = (parts as readonly string[]).includes(show) ? (show as Part) : 'missing';
  return (
    <>
      <PageHead
        back={{ href: links.audits(), label: words.title }}
        title={audit.title}
        lead={<AuditLine audit={audit} />}
        actions={<AuditActions audit={audit} />}
      />
      <div className="stack">
        {audit.state === 'closed' && <ClosedBanner audit={audit} />}
        {audit.note && <p className="typed">{audit.note}</p>}
        <Progress audit={audit} part={part} choose={(next) => setSearch({ show: next })} />
        <div className="two">
          {part === 'unknown' ? (
            <UnknownCodes audit={audit} />
          ) : (
            <AuditItems audit={audit} result={part} place={place} clearPlace={() => setSearch({ place: '' })} />
          )}
          <AuditPlaces audit={audit} chosen={place} choose={(next) => setSearch({ place: next })} />
        </div>
      </div>
    </>
  );
}

function AuditLine({ audit }: { audit: Audit }) {
  const words = useWords(auditWords);
  const format = useFormats();
  const now = useNow();
  return (
    <span className="row">
      <span className="mono">{audit.name}</span>
      <Chip tone={audit.state === 'open' ? 'good' : ''} dot>
        {words.state[audit.state]}
      </Chip>
      <bdi>{audit.custodian?.name ?? audit.location?.name ?? words.everywhere}</bdi>
      <span>{words.begunBy(audit.createdBy?.name ?? '', format.ago(audit.createdAt, now))}</span>
    </span>
  );
}

function AuditActions({ audit }: { audit: Audit }) {
  const words = useWords(auditWords);
  const { language } = useLanguage();
  const [isClosing, setClosing] = useState(false);
  const [, go] = useLocation();
  const isUntouched = audit.found + audit.misplaced + audit.unexpected + audit.unknown === 0;
  const report = apiUrl(`/audits/${audit.id}/report.csv`, { language, delimiter: language === 'fr' ? ';' : ',' });
  return (
    <>
      {audit.state === 'open' && (
        <Button component={Link} href={links.scan({ audit: audit.id })} leftSection={<IconScan size={16} aria-hidden />}>
          {words.scan}
        </Button>
      )}
      <Button component="a" href={report} download variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
        {words.report}
      </Button>
      {audit.state === 'open' && audit.mayClose && (
        <Button variant="default" leftSection={<IconLock size={16} aria-hidden />} onClick={() => setClosing(true)}>
          {words.close}
        </Button>
      )}
      {audit.state === 'open' && audit.mayClose && isUntouched && (
        <RemoveButton path={`/audits/${audit.id}`} name={audit.title} family="audits" done={() => go(links.audits())} />
      )}
      {isClosing && <CloseAuditDialog audit={audit} close={() => setClosing(false)} />}
    </>
  );
}

function ClosedBanner({ audit }: { audit: Audit }) {
  const words = useWords(auditWords);
  const format = useFormats();
  const now = useNow();
  const [isBusy, act] = useAct();
  const undo = () =>
    act(async () => {
      const { restored, leftAlone } = await api.delete<{ restored: number; leftAlone: string[] }>(`/audits/${audit.id}/closing`);
      await refresh('audits', 'assets', 'people');
      toast(words.undone(restored));
      if (leftAlone.length > 0) toast(words.leftAlone(leftAlone.slice(0, 8).join(', ')), { isBad: true });
    });
  return (
    <Banner tone="info" icon={<IconLock size={17} aria-hidden />}>
      <div className="row between">
        <span>
          {words.closedBy(audit.closedBy?.name ?? '', audit.closedAt ? format.ago(audit.closedAt, now) : '')} ·{' '}
          {audit.corrected > 0 ? words.corrected(audit.corrected) : words.correctedNone}
        </span>
        {audit.mayClose && (
          <Button
            size="compact-sm"
            variant="default"
            loading={isBusy}
            leftSection={<IconArrowBackUp size={15} aria-hidden />}
            onClick={() => void undo()}
          >
            {words.undo}
          </Button>
        )}
      </div>
    </Banner>
  );
}

function Progress({ audit, part, choose }: { audit: Audit; part: Part; choose: (part: Part) => void }) {
  const words = useWords(auditWords);
  const format = useFormats();
  const seen = audit.found + audit.misplaced;
  return (
    <section className="audit-progress">
      <p className="row between">
        <strong aria-live="polite">{words.seenOf(format.number(seen), format.number(audit.expected))}</strong>
        <span className="muted">{audit.expected > 0 ? `${Math.floor((seen / audit.expected) * 100)} %` : ''}</span>
      </p>
      <AuditBar audit={audit} />
      <div className="tiles audit-tiles">
        {parts.map((each) => (
          <button key={each} type="button" className="card tile" aria-pressed={part === each} onClick={() => choose(each)}>
            <span className="muted small">{each === 'unknown' ? words.unknown : words.results[each]}</span>
            <strong>{format.number(audit[each])}</strong>
          </button>
        ))}
      </div>
    </section>
  );
}
