import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useList } from '../api/queries.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { durationMs, useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { PriorityMark } from '../ui/marks.tsx';
import { Card, Empty, Listed, PageHead } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import { AdoptionDialog } from './adoption-dialog.tsx';
import { AgreementDialog } from './agreement-dialog.tsx';
import { AgreementFacts } from './agreement-facts.tsx';
import { priorities } from './agreement-rules.tsx';
import { agreementWords } from './agreement-words.ts';
import type { Agreement } from './service-level-types.ts';
import { serviceLevelWords } from './service-level-words.ts';
import { serviceTime } from './service-time.ts';
import { useServiceParts } from './services-page.tsx';

/** What is promised for each priority. */
export function AgreementsPage() {
  const words = useWords(serviceLevelWords);
  const isLead = hasRole(useMe(), 'lead');
  const agreements = useList<Agreement>('/service-level-agreements');
  const [editing, setEditing] = useState<Agreement | 'new' | null>(null);
  const [adopting, setAdopting] = useState<Agreement | null>(null);
  return (
    <>
      <PageHead
        title={words.agreements}
        lead={words.agreementsLead}
        actions={
          isLead && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
              {words.addAgreement}
            </Button>
          )
        }
      />
      <Listed
        query={agreements}
        empty={
          <section className="card">
            <Empty title={words.noAgreements}>{words.noAgreementsText}</Empty>
          </section>
        }
      >
        {(items) => (
          <div className="stack">
            {items.map((agreement) => (
              <AgreementCard
                key={agreement.id}
                agreement={agreement}
                onEdit={isLead ? () => setEditing(agreement) : undefined}
                onAdopt={() => setAdopting(agreement)}
              />
            ))}
          </div>
        )}
      </Listed>
      {editing && <AgreementDialog agreement={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {adopting && <AdoptionDialog agreement={adopting} onClose={() => setAdopting(null)} />}
    </>
  );
}

interface CardProps {
  agreement: Agreement;
  onEdit: (() => void) | undefined;
  onAdopt: () => void;
}

function AgreementCard({ agreement, onEdit, onAdopt }: CardProps) {
  const words = useWords(serviceLevelWords);
  const rules = useWords(agreementWords);
  const common = useWords(commonWords);
  const format = useFormats();
  const { calendars } = useServiceParts();
  const promise = (iso: string | null | undefined) =>
    iso ? serviceTime(format)(durationMs(iso) ?? 0) : <span className="muted">{words.noPromise}</span>;
  const calendarName = (id: string | null | undefined) => calendars.find((calendar) => calendar.id === id)?.name;
  return (
    <Card
      title={
        <span className="row">
          <bdi>{agreement.name}</bdi>
          {agreement.isDefault && <Chip tone="velvet">{words.default}</Chip>}
          <span className="muted small">{rules.version(agreement.version)}</span>
          {agreement.calendarId && <span className="muted small">{calendarName(agreement.calendarId)}</span>}
        </span>
      }
      actions={
        onEdit && (
          <span className="row tight">
            <Button variant="subtle" size="compact-sm" aria-label={rules.adoptTitle(agreement.name)} onClick={onAdopt}>
              {rules.openIncidents}
            </Button>
            <Button variant="subtle" size="compact-sm" aria-label={words.editAgreement(agreement.name)} onClick={onEdit}>
              {common.edit}
            </Button>
          </span>
        )
      }
      flush
    >
      <AgreementFacts agreement={agreement} />
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.priority}</th>
            <th scope="col">{words.response}</th>
            <th scope="col">{rules.nextResponse}</th>
            <th scope="col">{words.resolution}</th>
            <th scope="col">{words.hours}</th>
          </tr>
        </thead>
        <tbody>
          {priorities.map((priority) => (
            <tr key={priority}>
              <td>
                <PriorityMark priority={priority} />
              </td>
              <td className="number">{promise(agreement.targets[priority]?.responseTarget)}</td>
              <td className="number">{promise(agreement.targets[priority]?.nextResponseTarget)}</td>
              <td className="number">{promise(agreement.targets[priority]?.resolutionTarget)}</td>
              <td className="muted">{calendarName(agreement.targets[priority]?.calendarId) ?? words.usualHours}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
