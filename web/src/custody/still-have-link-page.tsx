import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useTitle } from '../ui/states.tsx';
import type { MyCampaign } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';
import { LinkFrame } from './link-frame.tsx';
import { StillHaveForm } from './still-have-form.tsx';

/** Say by the link of a mail what one still has. */
export function StillHaveLinkPage({ token }: { token: string }) {
  const path = `/campaign-links/${encodeURIComponent(token)}`;
  const query = useGet<MyCampaign>(path);
  return <LinkFrame query={query}>{(campaign) => <Saying campaign={campaign} path={path} />}</LinkFrame>;
}

function Saying({ campaign, path }: { campaign: MyCampaign; path: string }) {
  const words = useWords(custodyWords);
  const format = useFormats();
  useTitle(words.stillHave);
  const [isSent, setIsSent] = useState(false);
  return (
    <>
      <div>
        <p className="muted">{campaign.title}</p>
        <h1>{words.stillHave}</h1>
        {campaign.message && <p className="typed">{campaign.message}</p>}
      </div>
      {isSent ? (
        <h2 role="status">{words.answerSent}</h2>
      ) : campaign.state === 'closed' ? (
        <p>{words.closed}</p>
      ) : (
        <>
          <p>{words.stillHaveText(format.date(campaign.answerUntil))}</p>
          <StillHaveForm
            campaign={campaign}
            onSend={async (answers) => {
              await api.post(path, { answers });
              setIsSent(true);
              await refresh(path);
            }}
          />
        </>
      )}
    </>
  );
}
