import type { Sql } from '../../db/connection.ts';
import { assetRefs } from '../assets/asset-queries.ts';
import { locationRefs } from '../people/location-queries.ts';
import { personRefs } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import { type Audit, type AuditItem, auditName, type Whereabouts } from './audit.ts';
import { mayCloseAudit } from './audit-policy.ts';
import type { AuditAnswer, AuditItemAnswer } from './audit-schemas.ts';

/** Stock-takes as the API shows them to this actor. */
export async function auditViews(sql: Sql, actor: Actor, audits: Audit[]): Promise<AuditAnswer[]> {
  const places = await locationRefs(
    sql,
    audits.map(({ locationId }) => locationId),
  );
  const people = await personRefs(
    sql,
    audits.flatMap((audit) => [audit.custodianId, audit.createdById, audit.closedById]),
  );
  const person = (id: string | null) => (id && people.get(id)) || null;
  return audits.map(({ number, scope, locationId, custodianId, createdById, closedById, ...audit }) => ({
    ...audit,
    ...scope,
    name: auditName(number),
    location: (locationId && places.get(locationId)) || null,
    custodian: person(custodianId),
    missing: audit.expected - audit.found - audit.misplaced,
    createdBy: person(createdById),
    closedBy: person(closedById),
    mayClose: mayCloseAudit(actor, { createdById }),
  }));
}

/** One stock-take as the API shows it to this actor. */
export async function auditView(sql: Sql, actor: Actor, audit: Audit): Promise<AuditAnswer> {
  const [view] = await auditViews(sql, actor, [audit]);
  return view as AuditAnswer;
}

type Named = { type: string; id: string; name: string } | null;

/** Names of the places and holders that these facts mention. */
export interface WhereaboutsNames {
  place(id: string | null): { id: string; name: string } | null;
  custodian(facts: Pick<Whereabouts, 'custodianType' | 'custodianId'>): Named;
}

/** Reads the names of all places, people and assets that the facts mention, in few queries. */
export async function namesOf(sql: Sql, facts: Whereabouts[], otherPlaces: Array<string | null> = []): Promise<WhereaboutsNames> {
  const idsOf = (type: string) => facts.filter((fact) => fact.custodianType === type).map(({ custodianId }) => custodianId);
  const places = await locationRefs(sql, [...facts.map(({ locationId }) => locationId), ...idsOf('location'), ...otherPlaces]);
  const people = await personRefs(sql, idsOf('person'));
  const hosts = await assetRefs(sql, idsOf('asset'));
  return {
    place: (id) => (id && places.get(id)) || null,
    custodian: ({ custodianType: type, custodianId: id }) =>
      type && id ? { type, id, name: (places.get(id) ?? people.get(id) ?? hosts.get(id))?.name ?? '' } : null,
  };
}

/** Status, place and holder with their names. */
export const namedWhereabouts = (facts: Whereabouts, names: WhereaboutsNames) => ({
  status: facts.status,
  location: names.place(facts.locationId),
  custodian: names.custodian(facts),
});

/** Items of a stock-take as the API shows them. */
export async function itemViews(sql: Sql, items: AuditItem[]): Promise<AuditItemAnswer[]> {
  const names = await namesOf(
    sql,
    items,
    items.map(({ seenLocationId }) => seenLocationId),
  );
  return items.map((item) => ({
    assetId: item.assetId,
    tag: item.tag,
    name: item.name,
    kind: item.kind,
    serial: item.serial,
    result: item.result,
    expected: namedWhereabouts(item, names),
    seenAt: item.seenAt,
    seenPlace: names.place(item.seenLocationId),
    seenBy: item.seenByName === null ? null : { id: item.seenById, name: item.seenByName },
    scanCount: item.scanCount,
    correction: item.correction,
  }));
}
