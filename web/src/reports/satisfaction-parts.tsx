import { NumberInput, Switch } from '@mantine/core';
import { Link } from 'wouter';
import type { ratingItem, settingsAnswer } from '../../../server/satisfaction/satisfaction-schemas.ts';
import { api } from '../api/client.ts';
import { refresh, useGet, useList } from '../api/queries.ts';
import type { Answer } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Card, Listed, Loaded } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import { reportWords } from './report-words.ts';

type Settings = Answer<typeof settingsAnswer>;
type RatingItem = Answer<typeof ratingItem>;

/** What people said, and whether and how often they are asked. */
export function SatisfactionParts() {
  const words = useWords(reportWords);
  const settings = useGet<Settings>('/satisfaction-settings');
  const ratings = useList<RatingItem>('/satisfaction');
  return (
    <div className="satisfaction-parts">
      <Card title={words.said}>
        <Listed query={ratings} empty={<p className="muted">{words.nobodySaid}</p>}>
          {(items) => (
            <ul className="lines">
              {items.map((item) => (
                <RatingLine key={item.incident.id} item={item} />
              ))}
            </ul>
          )}
        </Listed>
      </Card>
      <Card title={words.asking}>
        <Loaded query={settings} lines={2}>
          {(data) => <SettingsForm key={data.version} settings={data} />}
        </Loaded>
      </Card>
    </div>
  );
}

function RatingLine({ item: { incident, requester, rating, comment, ratedAt } }: { item: RatingItem }) {
  const format = useFormats();
  return (
    <li>
      <div className="grow">
        <span role="img" aria-label={`${rating}/5`}>
          {'★'.repeat(rating ?? 0)}
        </span>{' '}
        <Link href={links.incident(incident.number)}>
          {incident.number} <bdi>{incident.title}</bdi>
        </Link>
        {comment && <p className="typed">{comment}</p>}
        <p className="muted small">
          <bdi>{requester?.name}</bdi> {ratedAt && `· ${format.ago(ratedAt)}`}
        </p>
      </div>
    </li>
  );
}

function SettingsForm({ settings }: { settings: Settings }) {
  const words = useWords(reportWords);
  const [isBusy, act] = useAct();
  const change = (changes: Partial<Settings>) =>
    act(async () => {
      await api.patch('/satisfaction-settings', changes, { ifMatch: settings.version });
      await refresh('satisfaction-settings');
    });
  const number = (value: string | number, key: 'daysBetween' | 'lowRating') => {
    if (typeof value === 'number' && value !== settings[key]) void change({ [key]: value });
  };
  return (
    <div className="fields">
      <Switch
        label={words.isAsking}
        disabled={isBusy}
        checked={settings.isAsking}
        onChange={(event) => void change({ isAsking: event.currentTarget.checked })}
      />
      <NumberInput
        hideControls
        label={words.daysBetween}
        min={0}
        max={365}
        defaultValue={settings.daysBetween}
        onBlur={(event) => number(Number(event.currentTarget.value), 'daysBetween')}
      />
      <NumberInput
        hideControls
        label={words.lowRating}
        min={0}
        max={4}
        defaultValue={settings.lowRating}
        onBlur={(event) => number(Number(event.currentTarget.value), 'lowRating')}
      />
    </div>
  );
}
