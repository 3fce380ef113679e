import type { Context } from '../platform/context.ts';
import { indexDocument } from '../search/search.ts';
import { fileWords } from './attachment-text-store.ts';
import { recentBodies } from './comment-store.ts';
import { findForm } from './form-store.ts';
import { type Incident, numberText, type Visibility } from './incident.ts';

const indexedComments = 200;

/** Makes the incident findable by its number, its words, what was said last and its files; internal words only for technicians. */
export async function indexIncident(
  tx: Context,
  incident: Pick<Incident, 'id' | 'number' | 'title' | 'description'>,
  { isNew = false } = {},
): Promise<void> {
  const bodies = isNew ? [] : await recentBodies(tx.db.sql, incident.id, indexedComments);
  const form = isNew ? [] : await findForm(tx.db.sql, incident.id);
  const files = isNew ? [] : await fileWords(tx.db.sql, incident.id);
  const said = (visibility: Visibility): string =>
    [...bodies, ...files.map(({ name, body, ...file }) => ({ ...file, body: `${name}\n${body ?? ''}` }))]
      .filter((part) => part.visibility === visibility)
      .map(({ body }) => body)
      .join('\n');
  await indexDocument(tx.db.sql, {
    type: 'incident',
    id: incident.id,
    title: `${numberText(incident.number)} ${incident.title}`,
    body: [
      incident.description,
      ...form.flatMap(({ text }) => (text.en === text.fr ? [text.en] : [text.en, text.fr])),
      said('public'),
    ].join('\n'),
    internal: said('internal'),
    at: tx.clock(),
  });
}
