import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet, useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useAsk } from '../ui/ask.tsx';
import { Chip } from '../ui/icons.tsx';
import { Empty, Listed, Loaded, PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import { askedIn } from './campaigns-page.tsx';
import type { Campaign, CampaignRow } from './custody-types.ts';
import { deskWords } from './desk-words.ts';
import { StateFilter, useStateFilter } from './state-filter.tsx';

const tones: Record<CampaignRow['answer'], string> = { waiting: '', have: 'good', not_mine: 'warn', lost: 'danger', broken: 'warn' };

/** One campaign, live: who has answered what, and what the desk must see to. */
export function CampaignPage({ id }: { id: string }) {
  const query = useGet<Campaign>(`/campaigns/${id}`);
  return <Loaded query={query}>{(campaign) => <OneCampaign campaign={campaign} />}</Loaded>;
}

function OneCampaign({ campaign }: { campaign: Campaign }) {
  const words = useWords(deskWords);
  const common = useWords(commonWords);
  const format = useFormats();
  const [state, setState] = useStateFilter();
  const { done, all } = askedIn(campaign);
  const isToSeeTo = state === 'open';
  const rows = useList<CampaignRow>(`/campaigns/${campaign.id}/answers`, isToSeeTo ? { isOpen: true } : { answer: state });
  const count = (name: string, value: number): string => `${name} (${format.number(value)})`;
  return (
    <>
      <PageHead
        back={{ href: links.campaigns(), label: words.campaigns }}
        title={campaign.title}
        lead={`${words.answerUntil} ${format.date(campaign.answerUntil)} · ${words.answered(format.number(done), format.number(all))}`}
        actions={campaign.state === 'open' ? <Actions campaign={campaign} /> : <Chip>{words.campaignClosed}</Chip>}
      />
      <progress className="campaign-progress" value={done} max={all} aria-label={words.answered(String(done), String(all))} />
      <StateFilter
        label={words.state}
        value={state}
        options={[
          ['', words.all],
          ['open', count(words.toSeeTo, campaign.counts.open)],
          ...(['waiting', 'have', 'not_mine', 'lost', 'broken'] as const).map((key): [string, string] => [
            key,
            count(words.answers[key], campaign.counts[key]),
          ]),
        ]}
        onChange={setState}
      />
      <section className="card">
        <Listed query={rows} empty={<Empty title={common.nothingFound} />}>
          {(items) => (
            <ul className="lines">
              {items.map((row) => (
                <Row key={row.asset.id} campaign={campaign} row={row} />
              ))}
            </ul>
          )}
        </Listed>
      </section>
    </>
  );
}

function Row({ campaign, row }: { campaign: Campaign; row: CampaignRow }) {
  const words = useWords(deskWords);
  const [isBusy, act] = useAct();
  const settle = () =>
    act(async () => {
      await api.put(`/campaigns/${campaign.id}/answers/${row.asset.id}/settlement`);
      await refresh('campaigns');
    });
  return (
    <li>
      <div className="grow">
        <Link href={links.asset(row.asset.id)}>
          <bdi>{row.asset.name}</bdi>
        </Link>{' '}
        <span className="mono muted small">{row.asset.tag}</span> <Chip tone={tones[row.answer]}>{words.answers[row.answer]}</Chip>
        <div className="muted small">
          <bdi>{row.person.name}</bdi>
          {!row.isStillHeld && ` · ${words.movedOn}`}
          {row.note && (
            <>
              {' · '}
              <bdi>{row.note}</bdi>
            </>
          )}
        </div>
      </div>
      {row.isOpen && (
        <Button
          size="compact-sm"
          variant="default"
          loading={isBusy}
          aria-label={`${words.settle}: ${row.asset.tag}`}
          onClick={() => void settle()}
        >
          {words.settle}
        </Button>
      )}
    </li>
  );
}

function Actions({ campaign }: { campaign: Campaign }) {
  const words = useWords(deskWords);
  const isLead = hasRole(useMe(), 'lead');
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  if (!isLead) return null;
  const remind = () =>
    act(async () => {
      await api.post(`/campaigns/${campaign.id}/reminders`);
      await refresh('campaigns');
      toast(words.reminderSent);
    });
  const close = async () => {
    if (!(await ask({ title: words.close, text: words.closeText, action: words.close }))) return;
    await act(() => api.put(`/campaigns/${campaign.id}/closure`).then(() => refresh('campaigns')));
  };
  return (
    <>
      <Button variant="default" loading={isBusy} onClick={() => void remind()}>
        {words.remind}
      </Button>
      <Button disabled={isBusy} onClick={() => void close()}>
        {words.close}
      </Button>
      {question}
    </>
  );
}
