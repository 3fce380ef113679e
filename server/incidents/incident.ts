/** The life of an incident: `new → in_progress → pending → resolved → closed`, and `cancelled`. */
export const statuses = ['new', 'in_progress', 'pending', 'resolved', 'closed', 'cancelled'] as const;
export type Status = (typeof statuses)[number];

/** Statuses in which somebody still has to do something. */
export const openStatuses: readonly Status[] = ['new', 'in_progress', 'pending'];

export const levels = ['low', 'medium', 'high'] as const;
export type Level = (typeof levels)[number];

export const priorities = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;
export type Priority = (typeof priorities)[number];

export const visibilities = ['public', 'internal'] as const;
export type Visibility = (typeof visibilities)[number];

export const linkKinds = ['related', 'duplicate', 'causedBy', 'blockedBy'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** Who or what an incident came from. */
export const sourceTypes = ['person', 'mail', 'backup', 'monitoring'] as const;
export type SourceType = (typeof sourceTypes)[number];
