import type { asked } from '../../../server/satisfaction/satisfaction-schemas.ts';
import { useGet } from '../api/queries.ts';
import type { Answer, Incident } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { linkWords } from '../portal/link-words.ts';
import { Card } from '../ui/states.tsx';

/** What the requester said of the solution, once they did. */
export function RatingCard({ incident }: { incident: Incident }) {
  const words = useWords(linkWords);
  const { data } = useGet<Answer<typeof asked>>(`/incidents/${incident.id}/satisfaction`, undefined, {
    enabled: incident.status === 'closed',
  });
  const rating = data?.satisfaction?.rating;
  if (!rating) return null;
  return (
    <Card title={words.theirRating}>
      <p>
        <span aria-hidden>{'★'.repeat(rating)}</span> <span className="muted">{words.stars[rating - 1]}</span>
      </p>
      {data.satisfaction?.comment && <p className="typed">{data.satisfaction.comment}</p>}
    </Card>
  );
}
