import { Button } from '@mantine/core';
import { IconPlus, IconShieldCheck, IconShieldExclamation, IconShieldX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useGet, useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Ago } from '../ui/marks.tsx';
import { Card, Empty, Listed, Loaded, PageHead } from '../ui/states.tsx';
import type { Overview, Policy } from './backup-types.ts';
import { backupWords } from './backup-words.ts';
import { EnginesCard } from './engines-card.tsx';
import { PolicyTable } from './policy-table.tsx';
import { RunProgress } from './run-progress.tsx';

/** At a glance: is everything safe, what is not, what runs now. */
export function OverviewPage() {
  const words = useWords(backupWords);
  const overview = useGet<Overview>('/backups/overview');
  return (
    <>
      <PageHead title={words.title} actions={<NewPolicyButton />} />
      <Loaded query={overview}>{(found) => <Glance overview={found} />}</Loaded>
    </>
  );
}

export function NewPolicyButton() {
  const words = useWords(backupWords);
  const isAdmin = hasRole(useMe(), 'admin');
  if (!isAdmin) return null;
  return (
    <Button component={Link} href="/backups/policies/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {words.newPolicy}
    </Button>
  );
}

function Glance({ overview }: { overview: Overview }) {
  const words = useWords(backupWords);
  const policies = useList<Policy>('/backups/policies', { limit: 200 });
  if (overview.policies.total === 0) {
    return (
      <div className="stack">
        <section className="card">
          <Empty title={words.nothingYet} action={<Link href={links.repositories()}>{words.newRepository}</Link>}>
            {words.nothingYetText}
          </Empty>
        </section>
        <EnginesCard engines={overview.engines} />
      </div>
    );
  }
  return (
    <div className="stack">
      {policies.data && <Verdict overview={overview} policies={policies.items} />}
      <Numbers overview={overview} />
      {overview.running.length > 0 && (
        <Card title={words.runningNow}>
          <div className="stack tight">
            {overview.running.map((run) => (
              <RunProgress run={run} key={run.id} isLinked />
            ))}
          </div>
        </Card>
      )}
      <Protected />
      <EnginesCard engines={overview.engines} />
    </div>
  );
}

/** One sentence in large letters: well, nearly, or not; and what exactly is not. */
function Verdict({ overview, policies }: { overview: Overview; policies: Policy[] }) {
  const words = useWords(backupWords);
  const format = useFormats();
  const { late, total } = overview.policies;
  const unproven = policies.filter((policy) => !policy.lastGood).length;
  const failing = policies.filter((policy) => ['failed', 'missed', 'partial'].includes(policy.lastRun?.status ?? '')).length;
  const concerns = [
    late > 0 && words.lateCount(late),
    unproven > 0 && words.neverCount(unproven),
    failing > 0 && words.failingCount(failing),
    overview.unprotectedCount > 0 && words.unprotectedCount(overview.unprotectedCount),
  ].filter((concern) => concern !== false);
  const mood = late > 0 || failing > 0 ? 'ill' : concerns.length > 0 ? 'uneasy' : 'well';
  const Icon = mood === 'well' ? IconShieldCheck : mood === 'ill' ? IconShieldX : IconShieldExclamation;
  return (
    <section className={`card verdict ${mood}`} role="status">
      <Icon size={40} stroke={1.5} aria-hidden />
      <div>
        <h2>{words.verdicts[mood]}</h2>
        <p>{concerns.length > 0 ? `${format.list(concerns)}.` : words.allWellText(format.number(total))}</p>
      </div>
    </section>
  );
}

function Numbers({ overview }: { overview: Overview }) {
  const words = useWords(backupWords);
  const format = useFormats();
  const { last24Hours: day } = overview;
  const bad = day.failed + day.missed;
  return (
    <div className="tiles numbers">
      <Tile label={words.last24} href="/backups/runs" tone={bad > 0 ? 'bad' : undefined}>
        {format.number(day.succeeded)} <small>{words.good}</small>
        {day.partial > 0 && (
          <>
            , {format.number(day.partial)} <small>{words.partial}</small>
          </>
        )}
        {bad > 0 && (
          <>
            , {format.number(bad)} <small>{day.failed > 0 ? words.failed : words.missed}</small>
          </>
        )}
      </Tile>
      <Tile label={words.unprotected} href={links.coverage()} tone={overview.unprotectedCount > 0 ? 'bad' : undefined}>
        {format.number(overview.unprotectedCount)}
      </Tile>
      <Tile label={words.stored} href={links.recoveryPoints()}>
        {format.bytes(overview.storedBytes)} <small>{words.points(overview.pointCount)}</small>
      </Tile>
      <Tile label={words.provedSince} href={links.recoveryPoints()}>
        {overview.oldestVerifiedAt ? <Ago at={overview.oldestVerifiedAt} /> : <small>{words.neverProved}</small>}
      </Tile>
    </div>
  );
}

function Tile({ label, href, tone, children }: { label: string; href: string; tone?: string | undefined; children: ReactNode }) {
  return (
    <Link href={href} className="card tile">
      <span className="muted small">{label}</span>
      <strong className={tone ? `number ${tone}` : 'number'}>{children}</strong>
    </Link>
  );
}

function Protected() {
  const words = useWords(backupWords);
  const policies = useList<Policy>('/backups/policies', { limit: 200 });
  return (
    <Card title={words.servers} flush>
      <Listed query={policies} empty={<p className="muted quiet">{words.nothingYetText}</p>}>
        {(items) => <PolicyTable policies={items} />}
      </Listed>
    </Card>
  );
}
