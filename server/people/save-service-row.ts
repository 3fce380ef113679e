import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { findService, findServiceByName, insertService, type Service, updateService } from './service-store.ts';

type Fields = Omit<Service, 'id' | 'isActive' | 'version' | 'createdAt'>;

/** Keeps a new service in the caller's transaction; 422 when the name is taken. What it refers to was checked above. */
export async function createService(tx: Context, fields: Fields): Promise<Service> {
  if (await findServiceByName(tx.db.sql, fields.name)) throw invalid('/name', 'There is a service of this name already');
  const service: Service = { ...fields, id: newId(), isActive: true, version: 1, createdAt: tx.clock() };
  await insertService(tx.db.sql, service);
  return service;
}

/** Changes a service in the caller's transaction; 412 when `ifMatch` is not the present version. */
export async function changeServiceFields(
  tx: Context,
  id: string,
  changes: Partial<Fields & { isActive: boolean }>,
  ifMatch: number | null,
): Promise<Service> {
  const service = await findService(tx.db.sql, id);
  if (!service) throw notFound('service');
  if (ifMatch !== null && ifMatch !== service.version)
    throw new Problem('version_mismatch', undefined, { extra: { version: service.version } });
  const namesake = changes.name ? await findServiceByName(tx.db.sql, changes.name) : null;
  if (namesake && namesake.id !== id) throw invalid('/name', 'There is a service of this name already');
  if (!(await updateService(tx.db.sql, id, service.version, changes))) throw new Problem('version_mismatch');
  return { ...service, ...changes, version: service.version + 1 };
}
