import { maySeeAsset } from '../assets/asset-policy.ts';
import { findAsset } from '../assets/asset-queries.ts';
import type { Person } from '../people/person.ts';
import { asActor } from '../people/person.ts';
import { findPerson } from '../people/person-queries.ts';
import { findService, findSupportGroup, type Service } from '../people/service-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/problem.ts';

/** The active person with this id; 422 at `pointer` otherwise. */
export async function knownPerson(tx: Context, id: string, pointer: string): Promise<Person> {
  const person = await findPerson(tx.db.sql, id);
  if (!person?.isActive) throw invalid(pointer, 'There is no such person');
  return person;
}

/** The active technician, lead or administrator with this id, `me` being the actor; 422 otherwise. */
export async function knownTechnician(tx: Context, actor: Actor, idOrMe: string, pointer = '/technicianId'): Promise<Person> {
  const person = await knownPerson(tx, idOrMe === 'me' && actor.id ? actor.id : idOrMe, pointer);
  if (!hasRole(asActor(person, []), 'technician')) throw invalid(pointer, 'This person is not a technician');
  return person;
}

/** The service that is in use with this id; 422 otherwise. */
export async function knownService(tx: Context, id: string): Promise<Service> {
  const service = await findService(tx.db.sql, id);
  if (!service?.isActive) throw invalid('/serviceId', 'There is no such service');
  return service;
}

/** Throws 422 when there is no such support group. */
export async function checkSupportGroup(tx: Context, id: string): Promise<void> {
  if (!(await findSupportGroup(tx.db.sql, id))) throw invalid('/supportGroupId', 'There is no such support group');
}

/** The id of the asset with this id or tag, if the actor may see it; 422 otherwise. */
export async function knownAssetId(tx: Context, actor: Actor, idOrTag: string): Promise<string> {
  const asset = await findAsset(tx.db.sql, idOrTag);
  if (!asset || !maySeeAsset(actor, asset)) throw invalid('/assetId', 'There is no such asset');
  return asset.id;
}
