/** Roles in ascending order of power: each may do all that the one before it may. */
export const roles = ['employee', 'technician', 'lead', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Who does something: a person who signed in or holds a token, the program itself, or a guest who is nobody yet. */
export interface Actor {
  kind: 'person' | 'system' | 'guest';
  /** The person's id; null for the program and for guests. */
  id: string | null;
  name: string;
  role: Role | null;
  /** Support groups that the person is a member of. */
  supportGroupIds: readonly string[];
  /** Scopes of the API token in use (`incidents:read`, `*`); null when a whole session acts. */
  scopes: readonly string[] | null;
}

/** The program acting by itself: jobs, rules, watchdogs. It may do everything. */
export const systemActor: Actor = {
  kind: 'system',
  id: null,
  name: 'Coulisse',
  role: 'admin',
  supportGroupIds: [],
  scopes: null,
};

export const guestActor: Actor = {
  kind: 'guest',
  id: null,
  name: 'Guest',
  role: null,
  supportGroupIds: [],
  scopes: null,
};

/** True when the actor has the role or a more powerful one. */
export function hasRole(actor: Actor, role: Role): boolean {
  return actor.role !== null && roles.indexOf(actor.role) >= roles.indexOf(role);
}
