/** Kinds of notification that a person may keep to their pages, in the order in which they are offered. */
export const mutableKinds = [
  'incident.assigned',
  'incident.filed',
  'incident.answered',
  'incident.requesterWrote',
  'incident.noteAdded',
  'incident.mentioned',
  'incident.lineAssigned',
  'incident.pending',
  'incident.resumed',
  'incident.resolved',
  'incident.reopened',
  'incident.cancelled',
  'incident.merged',
  'incident.breached',
  'incident.escalated',
  'incident.dueSoon',
] as const;
