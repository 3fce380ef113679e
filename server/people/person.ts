import type { Actor, Role } from '../platform/actor.ts';

export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

export interface Person {
  id: string;
  email: string;
  name: string;
  role: Role;
  language: Language;
  timeZone: string;
  department: string | null;
  jobTitle: string | null;
  phone: string | null;
  locationId: string | null;
  managerId: string | null;
  isActive: boolean;
  version: number;
  createdAt: Date;
}

/** How other things mention a person. */
export interface PersonRef {
  id: string;
  name: string;
  email: string;
}

/** E-mail addresses are compared without regard to case. */
export const normalEmail = (email: string): string => email.trim().toLowerCase();

/** The person as somebody who acts, with the support groups that they belong to. */
export const asActor = (
  person: Pick<Person, 'id' | 'name' | 'role'>,
  supportGroupIds: string[],
  scopes: string[] | null = null,
): Actor => ({
  kind: 'person',
  id: person.id,
  name: person.name,
  role: person.role,
  supportGroupIds,
  scopes,
});
