import { Button } from '@mantine/core';
import { useState } from 'react';
import type { asked } from '../../../server/satisfaction/satisfaction-schemas.ts';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Answer } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { toast } from '../ui/toast.tsx';
import { linkWords } from './link-words.ts';
import { RatingForm } from './rating-form.tsx';

/** Asks the requester of a closed incident how content they are, where they were to be asked. */
export function SatisfactionCard({ incidentId }: { incidentId: string }) {
  const words = useWords(linkWords);
  const path = `/incidents/${incidentId}/satisfaction`;
  const { data } = useGet<Answer<typeof asked>>(path);
  const [isChanging, setIsChanging] = useState(false);
  const satisfaction = data?.satisfaction;
  if (!satisfaction || (!satisfaction.isOpen && satisfaction.rating === null)) return null;
  const isAsking = satisfaction.isOpen && (satisfaction.rating === null || isChanging);
  return (
    <section className="card padded stack">
      {isAsking ? (
        <RatingForm
          initial={satisfaction}
          onSend={async (rating) => {
            await api.put(path, rating);
            await refresh(path);
            setIsChanging(false);
            toast(words.thanks);
          }}
        />
      ) : (
        <div className="row">
          <p className="grow">{words.yourRating(satisfaction.rating ?? 0)}</p>
          {satisfaction.isOpen && (
            <Button variant="subtle" onClick={() => setIsChanging(true)}>
              {words.change}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
