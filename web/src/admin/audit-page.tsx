import { Button } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { useList } from '../api/queries.ts';
import type { AuditEvent } from '../api/types.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Banner, Empty, Listed, PageHead } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import { adminWords } from './admin-words.ts';

interface Verification {
  events: number;
  brokenAt: number | null;
}

/** Who did what of consequence; the chain can be checked on the spot. */
export function AuditPage() {
  const words = useWords(adminWords);
  const isAdmin = hasRole(useMe(), 'admin');
  const [verification, setVerification] = useState<Verification | null>(null);
  const [isBusy, act] = useAct();
  if (!isAdmin) return <Empty title={words.onlyAdmins} />;
  return (
    <>
      <PageHead
        title={words.auditTitle}
        lead={words.auditLead}
        actions={
          <Button
            variant="default"
            loading={isBusy}
            leftSection={<IconShieldCheck size={16} aria-hidden />}
            onClick={() => void act(async () => setVerification(await api.get<Verification>('/audit-events/verification')))}
          >
            {words.verify}
          </Button>
        }
      />
      <div className="stack">
        {verification && <Verdict of={verification} />}
        <AuditTable />
      </div>
    </>
  );
}

function Verdict({ of: { events, brokenAt } }: { of: Verification }) {
  const words = useWords(adminWords);
  const format = useFormats();
  if (brokenAt === null) {
    return (
      <Banner tone="good" icon={<IconShieldCheck size={18} aria-hidden />}>
        {words.chainGood(format.number(events))}
      </Banner>
    );
  }
  return (
    <Banner tone="danger" icon={<IconShieldX size={18} aria-hidden />}>
      {words.chainBroken(format.number(brokenAt))}
    </Banner>
  );
}

function AuditTable() {
  const words = useWords(adminWords);
  const events = useList<AuditEvent>('/audit-events', { limit: 60 });
  return (
    <section className="card">
      <Listed query={events} empty={<Empty title={words.noAudit} />}>
        {(items) => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
          <section className="table-scroll" tabIndex={0} aria-label={words.auditTitle}>
            <table className="table audit">
              <thead>
                <tr>
                  <th scope="col">{words.entry}</th>
                  <th scope="col">{words.when}</th>
                  <th scope="col">{words.who}</th>
                  <th scope="col">{words.act}</th>
                  <th scope="col">{words.subject}</th>
                  <th scope="col">{words.detail}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((event) => (
                  <AuditRow event={event} key={event.sequence} />
                ))}
              </tbody>
            </table>
          </section>
        )}
      </Listed>
    </section>
  );
}

function AuditRow({ event }: { event: AuditEvent }) {
  const format = useFormats();
  return (
    <tr>
      <td className="number muted" title={event.hash}>
        {event.sequence}
      </td>
      <td className="one-line" title={format.full(event.happenedAt)}>
        {format.moment(event.happenedAt)}
      </td>
      <td>
        <bdi>{event.actorName}</bdi>
      </td>
      <td className="mono">{event.action}</td>
      <td className="muted small">{event.subjectType}</td>
      <td className="small typed detail">{detailText(event.detail)}</td>
    </tr>
  );
}

const detailText = (detail: Record<string, unknown>): string =>
  Object.entries(detail)
    .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' · ');
