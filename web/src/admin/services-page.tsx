import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useGet, useList } from '../api/queries.ts';
import type { Page, SupportGroup } from '../api/types.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import { ServiceDialog } from './service-dialog.tsx';
import type { Agreement, Calendar, EscalationPolicy, Service } from './service-level-types.ts';
import { serviceLevelWords } from './service-level-words.ts';

interface Named {
  id: string;
  name: string;
}

/** Everything that a service may refer to, by kind. */
export function useServiceParts() {
  const groups = useGet<Page<SupportGroup>>('/support-groups');
  const calendars = useGet<Page<Calendar>>('/service-calendars');
  const agreements = useGet<Page<Agreement>>('/service-level-agreements');
  const policies = useGet<Page<EscalationPolicy>>('/escalation-policies');
  const named = (page: Page<Named> | undefined): Named[] => page?.items ?? [];
  return {
    groups: named(groups.data),
    calendars: named(calendars.data),
    agreements: named(agreements.data),
    policies: named(policies.data),
  };
}

const nameOf = (list: Named[], id: string | null) => list.find((each) => each.id === id)?.name;

/** What people report problems with. */
export function ServicesPage() {
  const words = useWords(serviceLevelWords);
  const isLead = hasRole(useMe(), 'lead');
  const services = useList<Service>('/services');
  const [editing, setEditing] = useState<Service | 'new' | null>(null);
  return (
    <>
      <PageHead
        title={words.services}
        lead={words.servicesLead}
        actions={
          isLead && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
              {words.addService}
            </Button>
          )
        }
      />
      <section className="card">
        <Listed query={services} empty={<Empty title={words.noServices}>{words.noServicesText}</Empty>}>
          {(items) => <ServiceTable services={items} onEdit={isLead ? setEditing : undefined} />}
        </Listed>
      </section>
      {editing && <ServiceDialog service={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function ServiceTable({ services, onEdit }: { services: Service[]; onEdit: ((service: Service) => void) | undefined }) {
  const words = useWords(serviceLevelWords);
  const common = useWords(commonWords);
  const parts = useServiceParts();
  const byDefault = <span className="muted">{words.byDefault}</span>;
  return (
    <table className="table cards">
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.group}</th>
          <th scope="col">{words.agreement}</th>
          <th scope="col">{words.calendar}</th>
          <th scope="col">{words.escalation}</th>
          <th scope="col">
            <span className="hidden-visually">{common.edit}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {services.map((service) => (
          <tr key={service.id} className={service.isActive ? undefined : 'dim'}>
            <td>
              <strong>
                <bdi>{service.name}</bdi>
              </strong>{' '}
              {!service.isActive && <Chip>{words.inactive}</Chip>}
              {service.description && <span className="muted small block">{service.description}</span>}
            </td>
            <td>{nameOf(parts.groups, service.supportGroupId) ?? byDefault}</td>
            <td>{nameOf(parts.agreements, service.serviceLevelAgreementId) ?? byDefault}</td>
            <td>{nameOf(parts.calendars, service.serviceCalendarId) ?? byDefault}</td>
            <td>{nameOf(parts.policies, service.escalationPolicyId) ?? byDefault}</td>
            <td className="end">
              {onEdit && (
                <Button variant="subtle" size="compact-sm" aria-label={words.editService(service.name)} onClick={() => onEdit(service)}>
                  {common.edit}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
