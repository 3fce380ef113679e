import type { Sql } from '../../db/connection.ts';
import { findPerson } from '../people/person-queries.ts';
import { findService, type Service } from '../people/service-queries.ts';
import { readByEdition } from './edition.ts';
import { hoursThatHold } from './imported-days.ts';
import type { CalendarHours } from './service-calendar.ts';
import { listCalendars, listGroupCalendars, type ServiceCalendar } from './service-calendar-store.ts';
import {
  type AgreementTerms,
  asksForDepartment,
  operationalTarget,
  type ServiceLevelAgreement,
  type TargetPriority,
  type Targets,
  targetOf,
  targetsFor,
} from './service-level-agreement.ts';
import { findAgreementVersion, listAgreements } from './service-level-agreement-store.ts';
import type { ClockKind } from './service-level-clock.ts';

/** What decides which promises hold for an incident. */
export interface Placement {
  priority: TargetPriority;
  serviceId: string | null;
  supportGroupId: string | null;
  requesterId: string | null;
  /** The service itself, where the caller has it at hand. */
  service?: Pick<Service, 'serviceCalendarId' | 'serviceLevelAgreementId'> | null;
}

export interface CalendarVersion {
  id: string;
  version: number;
  hours: CalendarHours;
}

export type Promises = AgreementTerms & Pick<ServiceLevelAgreement, 'id' | 'version'>;

/** The agreement that holds, what it promises, and the hours of the place where the work is done. */
export interface Terms {
  agreement: Promises | null;
  rule: number | null;
  targets: Targets | null;
  place: CalendarVersion | null;
  /** Hours that the targets bring along. */
  override: CalendarVersion | null;
  priority: TargetPriority;
  supportGroupId: string | null;
}

interface AllTerms {
  agreements: Map<string, ServiceLevelAgreement>;
  defaultAgreement: ServiceLevelAgreement | null;
  calendars: Map<string, CalendarVersion>;
  defaultCalendar: CalendarVersion | null;
  /** Calendar by support group. */
  groups: Map<string, string>;
}

const allTerms = (sql: Sql): Promise<AllTerms> =>
  readByEdition(sql, 'terms', async () => {
    const [agreements, calendars, groups] = [await listAgreements(sql), await listCalendars(sql), await listGroupCalendars(sql)];
    const defaultCalendar = calendars.find(({ isDefault }) => isDefault);
    return {
      agreements: new Map(agreements.map((agreement) => [agreement.id, agreement])),
      defaultAgreement: agreements.find(({ isDefault }) => isDefault) ?? null,
      calendars: new Map(calendars.map((calendar) => [calendar.id, versionOf(calendar)])),
      defaultCalendar: defaultCalendar ? versionOf(defaultCalendar) : null,
      groups: new Map(groups.map(({ supportGroupId, calendarId }) => [supportGroupId, calendarId])),
    };
  });

const versionOf = (calendar: ServiceCalendar): CalendarVersion => ({
  id: calendar.id,
  version: calendar.version,
  hours: hoursThatHold(calendar),
});

/**
 * Finds the terms for an incident. Agreement: the service's, else the default. Hours: the targets' own, else the support
 * group's, the service's, the agreement's, the default calendar; around the clock when there is none at all. An incident
 * keeps the version of the agreement that it has (`pinned`) as long as the agreement is the same.
 */
export async function findTerms(sql: Sql, placement: Placement, pinned?: { id: string; version: number }): Promise<Terms> {
  const { priority, serviceId, supportGroupId } = placement;
  const all = await allTerms(sql);
  const service = placement.service ?? (serviceId ? await findService(sql, serviceId) : null);
  const newest = all.agreements.get(service?.serviceLevelAgreementId ?? '') ?? all.defaultAgreement;
  const agreement = await keptVersion(sql, newest, pinned);
  const chosen = agreement && targetsFor(agreement, { priority, serviceId, department: await departmentOf(sql, agreement, placement) });
  const placeId = all.groups.get(supportGroupId ?? '') ?? service?.serviceCalendarId ?? agreement?.calendarId ?? '';
  return {
    agreement,
    rule: chosen?.rule ?? null,
    targets: chosen?.targets ?? null,
    place: all.calendars.get(placeId) ?? all.defaultCalendar,
    override: all.calendars.get(chosen?.targets.calendarId ?? '') ?? null,
    priority,
    supportGroupId,
  };
}

async function keptVersion(sql: Sql, newest: Promises | null, pinned?: { id: string; version: number }): Promise<Promises | null> {
  if (!newest || newest.id !== pinned?.id || newest.version === pinned.version) return newest;
  const kept = await findAgreementVersion(sql, pinned.id, pinned.version);
  return kept ? { ...kept, ...pinned } : newest;
}

async function departmentOf(sql: Sql, agreement: Promises, { requesterId }: Placement): Promise<string | null> {
  if (!requesterId || !asksForDepartment(agreement)) return null;
  return (await findPerson(sql, requesterId))?.department ?? null;
}

/** What the terms promise by a kind of clock; an operational one only to the group that holds the incident. */
export function promised({ agreement, targets, priority }: Terms, kind: ClockKind, supportGroupId: string | null): string | null {
  if (!agreement || !targets) return null;
  if (kind !== 'operational') return targetOf(targets, kind);
  return supportGroupId ? operationalTarget(agreement, supportGroupId, priority) : null;
}
