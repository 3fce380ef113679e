import type { Sql } from '../../db/connection.ts';
import { findService as findServiceRow, type Service } from './service-store.ts';
import { findDefaultSupportGroup, findSupportGroup as findSupportGroupRow, type SupportGroup } from './support-group-store.ts';

/** The service with this id, or null. */
export const findService = (sql: Sql, id: string): Promise<Service | null> => findServiceRow(sql, id);

/** The support group with this id, or null. */
export const findSupportGroup = (sql: Sql, id: string): Promise<SupportGroup | null> => findSupportGroupRow(sql, id);

/** The group that takes what nobody claims, or null in an installation without groups. */
export const defaultSupportGroup = (sql: Sql): Promise<SupportGroup | null> => findDefaultSupportGroup(sql);
