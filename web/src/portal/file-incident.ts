import { api, upload } from '../api/client.ts';
import type { Incident, Level, NewIncident } from '../api/types.ts';

export interface IncidentDraft {
  title: string;
  description: string;
  impact: Level;
  urgency: Level;
  serviceId: string | null;
  assetId: string | null;
  requesterId: string | null;
  /** Shown beside the id after a reload; not sent. */
  requesterName: string | null;
  /** Sent with the request, so that a second try after a lost answer makes no second incident. */
  key: string;
}

export const blankDraft: IncidentDraft = {
  title: '',
  description: '',
  impact: 'low',
  urgency: 'medium',
  serviceId: null,
  assetId: null,
  requesterId: null,
  requesterName: null,
  key: '',
};

/** The draft with what the form was opened for: a device of one's own, or words that mention another. */
export function openedFor(draft: IncidentDraft, assetId: string | null, mention: { tag: string; words: string } | null): IncidentDraft {
  const isNew = mention !== null && !draft.description.includes(mention.tag);
  return {
    ...draft,
    assetId: assetId ?? (mention ? null : draft.assetId),
    description: isNew ? [draft.description.trimEnd(), mention.words].filter(Boolean).join('\n\n') : draft.description,
  };
}

/** Sends the incident, then its files; answers the incident and the files that could not be sent. */
export async function sendIncident(
  { key, requesterName: _, ...draft }: IncidentDraft,
  files: File[],
  onProgress: (share: number) => void,
): Promise<{ incident: Incident; failed: File[] }> {
  const body: NewIncident = { ...draft, requesterId: draft.requesterId ?? undefined };
  const incident = await api.post<Incident>('/incidents', body, { idempotencyKey: key });
  const failed: File[] = [];
  for (const [index, file] of files.entries()) {
    try {
      const share = (part: number) => onProgress((index + part) / files.length);
      await upload(`/incidents/${incident.id}/attachments`, file, { visibility: 'public' }, share);
    } catch {
      failed.push(file);
    }
  }
  return { incident, failed };
}
