import { api, upload } from '../api/client.ts';
import type { Incident, Level, NewIncident, ServiceField } from '../api/types.ts';
import { type FormValue, type FormValues, isAsked } from './form-values.ts';

export interface IncidentDraft {
  title: string;
  description: string;
  impact: Level;
  urgency: Level;
  serviceId: string | null;
  assetId: string | null;
  requesterId: string | null;
  /** When it was really reported, by the clock of this device; empty = now. */
  reportedAt: string;
  /** Answers to what the service asks. */
  form: FormValues;
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
  reportedAt: '',
  form: {},
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

/** Answers to what is asked; what was answered before another service was chosen stays behind. */
const given = (fields: ServiceField[], form: FormValues): FormValues =>
  Object.fromEntries(
    fields
      .filter((field) => isAsked(field, form) && form[field.key] !== undefined && form[field.key] !== '')
      .map(({ key }) => [key, form[key] as FormValue]),
  );

/** Sends the incident, then its files; answers the incident and the files that could not be sent. */
export async function sendIncident(
  { key, requesterName: _, form, reportedAt, ...draft }: IncidentDraft,
  fields: ServiceField[],
  files: File[],
  onProgress: (share: number) => void,
): Promise<{ incident: Incident; failed: File[] }> {
  const body: NewIncident = {
    ...draft,
    requesterId: draft.requesterId ?? undefined,
    // A draft of an earlier release has no such field.
    ...(reportedAt && { openedAt: new Date(reportedAt).toISOString() }),
    ...(fields.length > 0 && { form: given(fields, form) }),
  };
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
