import type { Sql } from '../../db/connection.ts';

export interface Service {
  id: string;
  name: string;
  description: string | null;
  supportGroupId: string | null;
  serviceCalendarId: string | null;
  serviceLevelAgreementId: string | null;
  escalationPolicyId: string | null;
  isActive: boolean;
  /** What it asks of who reports something about it (`ServiceForm` of incidents); null when nothing. */
  form: unknown[] | null;
  version: number;
  createdAt: Date;
}

const rowOf = ({ form, ...service }: Partial<Service>): object => ({
  ...service,
  ...(form !== undefined && { formJson: form && JSON.stringify(form) }),
});

/** The service with this id, or null. */
export async function findService(sql: Sql, id: string): Promise<Service | null> {
  return (await sql('services').where({ id }).first()) ?? null;
}

export async function findServiceByName(sql: Sql, name: string): Promise<Service | null> {
  return (await sql('services').where({ name }).first()) ?? null;
}

export async function listServices(sql: Sql): Promise<Service[]> {
  return sql('services').select('*').orderBy(['name', 'id']).limit(1000);
}

export async function insertService(tx: Sql, service: Service): Promise<void> {
  await tx('services').insert(rowOf(service));
}

/** Changes a service that still has this version; answers false when somebody was faster. */
export async function updateService(tx: Sql, id: string, version: number, changes: Partial<Service>): Promise<boolean> {
  const count = await tx('services')
    .where({ id, version })
    .update(rowOf({ ...changes, version: version + 1 }));
  return count === 1;
}
