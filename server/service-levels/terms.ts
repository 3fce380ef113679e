import type { Sql } from '../../db/connection.ts';
import { findService } from '../people/service-queries.ts';
import type { CalendarHours } from './service-calendar.ts';
import { findCalendar, findDefaultCalendar, findGroupCalendar, type ServiceCalendar } from './service-calendar-store.ts';
import { type ServiceLevelAgreement, type TargetPriority, targetOf } from './service-level-agreement.ts';
import { findAgreement, findAgreementVersion, findDefaultAgreement } from './service-level-agreement-store.ts';
import { type ClockKind, clockKinds } from './service-level-clock.ts';

/** What decides which promises hold for an incident. */
export interface Placement {
  priority: TargetPriority;
  serviceId: string | null;
  supportGroupId: string | null;
}

export interface CalendarVersion {
  id: string;
  version: number;
  hours: CalendarHours;
}

export type Promises = Pick<ServiceLevelAgreement, 'id' | 'version' | 'calendarId' | 'onReopen' | 'targets'>;

/** The agreement that holds, the hours of the place where the work is done, and hours that the priority brings along. */
export interface Terms {
  agreement: Promises | null;
  place: CalendarVersion | null;
  override: CalendarVersion | null;
  priority: TargetPriority;
}

/**
 * Finds the terms for an incident. Agreement: the service's, else the default. Hours: the target's own, else the support
 * group's, the service's, the agreement's, the default calendar; around the clock when there is none at all. An incident
 * keeps the version of the agreement that it has (`pinned`) as long as the agreement is the same.
 */
export async function findTerms(sql: Sql, placement: Placement, pinned?: { id: string; version: number }): Promise<Terms> {
  const service = placement.serviceId ? await findService(sql, placement.serviceId) : null;
  const agreement = await agreementFor(sql, service?.serviceLevelAgreementId ?? null, pinned);
  const groupCalendarId = placement.supportGroupId ? await findGroupCalendar(sql, placement.supportGroupId) : null;
  const placeId = groupCalendarId ?? service?.serviceCalendarId ?? agreement?.calendarId ?? null;
  const overrideId = agreement?.targets[placement.priority]?.calendarId ?? null;
  return {
    agreement,
    place: versionOf((placeId && (await findCalendar(sql, placeId))) || (await findDefaultCalendar(sql))),
    override: overrideId ? versionOf(await findCalendar(sql, overrideId)) : null,
    priority: placement.priority,
  };
}

async function agreementFor(sql: Sql, id: string | null, pinned?: { id: string; version: number }): Promise<Promises | null> {
  const agreement = (id && (await findAgreement(sql, id))) || (await findDefaultAgreement(sql));
  if (!agreement || agreement.id !== pinned?.id || agreement.version === pinned.version) return agreement;
  const kept = await findAgreementVersion(sql, pinned.id, pinned.version);
  return kept ? { ...kept, ...pinned } : agreement;
}

const versionOf = (calendar: ServiceCalendar | null): CalendarVersion | null =>
  calendar && { id: calendar.id, version: calendar.version, hours: calendar };

/** The promises that the terms make, by clock; a clock that nothing is promised for is left out. */
export function promisedTargets({ agreement, priority }: Terms): Map<ClockKind, string> {
  const targets = clockKinds.map((kind) => [kind, agreement ? targetOf(agreement, priority, kind) : null] as const);
  return new Map(targets.filter((entry): entry is [ClockKind, string] => entry[1] !== null));
}
