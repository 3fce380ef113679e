import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { CampaignDialog } from './campaign-dialog.tsx';
import type { Campaign } from './custody-types.ts';
import { deskWords } from './desk-words.ts';

export const askedIn = ({ counts }: Campaign): { all: number; done: number } => {
  const done = counts.have + counts.not_mine + counts.lost + counts.broken;
  return { done, all: done + counts.waiting };
};

/** Campaigns, the newest first. */
export function CampaignsPage() {
  const words = useWords(deskWords);
  const isLead = hasRole(useMe(), 'lead');
  const [isStarting, setIsStarting] = useState(false);
  const campaigns = useList<Campaign>('/campaigns');
  const start = isLead && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsStarting(true)}>
      {words.newCampaign}
    </Button>
  );
  return (
    <>
      <PageHead title={words.campaigns} lead={words.campaignsLead} actions={start} />
      <section className="card">
        <Listed
          query={campaigns}
          empty={
            <Empty title={words.noCampaigns} action={start}>
              {words.noCampaignsText}
            </Empty>
          }
        >
          {(items) => (
            <ul className="lines">
              {items.map((campaign) => (
                <CampaignLine key={campaign.id} campaign={campaign} />
              ))}
            </ul>
          )}
        </Listed>
      </section>
      {isStarting && <CampaignDialog onClose={() => setIsStarting(false)} />}
    </>
  );
}

function CampaignLine({ campaign }: { campaign: Campaign }) {
  const words = useWords(deskWords);
  const format = useFormats();
  const { done, all } = askedIn(campaign);
  return (
    <li>
      <div className="grow">
        <Link href={links.campaign(campaign.id)} className="row-link">
          <bdi>{campaign.title}</bdi>
        </Link>
        <div className="muted small">
          {words.answerUntil} {format.date(campaign.answerUntil)} · {words.answered(format.number(done), format.number(all))}
        </div>
      </div>
      {campaign.counts.open > 0 && (
        <Chip tone="warn">
          {words.toSeeTo}: {format.number(campaign.counts.open)}
        </Chip>
      )}
      <Chip tone={campaign.state === 'open' ? 'info' : ''} dot>
        {campaign.state === 'open' ? words.campaignOpen : words.campaignClosed}
      </Chip>
    </li>
  );
}
