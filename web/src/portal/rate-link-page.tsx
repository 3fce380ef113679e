import { useState } from 'react';
import type { ratingLinkAnswer } from '../../../server/satisfaction/satisfaction-schemas.ts';
import { api } from '../api/client.ts';
import { useGet } from '../api/queries.ts';
import type { Answer } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { LinkPage } from './link-page.tsx';
import { linkWords } from './link-words.ts';
import { RatingForm } from './rating-form.tsx';

/** The rating that a link of a mail proposes, from 1 to 5. */
const proposed = (): number | null => {
  const rating = Number(new URLSearchParams(window.location.search).get('rating'));
  return rating >= 1 && rating <= 5 ? rating : null;
};

/** Say how content one is by the link of a mail; the stars of the link are chosen, sending them is one click more. */
export function RateLinkPage({ token }: { token: string }) {
  const words = useWords(linkWords);
  const path = `/ratings/${encodeURIComponent(token)}`;
  const query = useGet<Answer<typeof ratingLinkAnswer>>(path);
  const [isSent, setIsSent] = useState(false);
  return (
    <LinkPage query={query}>
      {({ satisfaction }) =>
        isSent ? (
          <h2 role="status">{words.thanks}</h2>
        ) : satisfaction.isOpen ? (
          <RatingForm
            initial={{ rating: proposed() ?? satisfaction.rating, comment: satisfaction.comment }}
            onSend={async (rating) => {
              await api.post(path, rating);
              setIsSent(true);
            }}
          />
        ) : (
          <p>{words.over}</p>
        )
      }
    </LinkPage>
  );
}
