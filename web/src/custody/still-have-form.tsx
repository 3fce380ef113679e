import { Button, Radio, Textarea } from '@mantine/core';
import '@mantine/core/styles/Radio.layer.css';
import { useState } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { useAct } from '../ui/use-act.ts';
import type { MyCampaign } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';
import './custody.css';

const choices = ['have', 'not_mine', 'lost', 'broken'] as const;
type Choice = (typeof choices)[number];

export interface StillHaveAnswer {
  assetId: string;
  answer: Choice;
  note: string | null;
}

/** For each device one of four answers; one button for the common case that everything is there. */
export function StillHaveForm({ campaign, onSend }: { campaign: MyCampaign; onSend: (answers: StillHaveAnswer[]) => Promise<unknown> }) {
  const words = useWords(custodyWords);
  const [isBusy, act] = useAct();
  const [chosen, setChosen] = useState<Record<string, Choice>>(() =>
    Object.fromEntries(campaign.items.flatMap(({ asset, answer }) => (answer === 'waiting' ? [] : [[asset.id, answer]]))),
  );
  const [notes, setNotes] = useState<Record<string, string>>(() =>
    Object.fromEntries(campaign.items.flatMap(({ asset, note }) => (note ? [[asset.id, note]] : []))),
  );
  const send = (answers: Record<string, Choice>) =>
    act(() =>
      onSend(
        Object.entries(answers).map(([assetId, answer]) => ({
          assetId,
          answer,
          note: (answer !== 'have' && notes[assetId]?.trim()) || null,
        })),
      ),
    );
  const sendAll = () => {
    const all = Object.fromEntries(campaign.items.map(({ asset }) => [asset.id, 'have' as const]));
    setChosen(all);
    return send(all);
  };
  const isUntouched = Object.keys(chosen).length === 0;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send(chosen);
      }}
    >
      {campaign.items.map(({ asset }) => (
        <fieldset key={asset.id} className="still-have">
          <legend>
            <bdi>{asset.name}</bdi>
          </legend>
          <p className="muted small">{[asset.tag, asset.make, asset.serial].filter(Boolean).join(' · ')}</p>
          <div className="still-have-choices">
            {choices.map((choice) => (
              <Radio
                key={choice}
                name={`answer-${asset.id}`}
                label={words.answer[choice]}
                checked={chosen[asset.id] === choice}
                onChange={() => setChosen((now) => ({ ...now, [asset.id]: choice }))}
              />
            ))}
          </div>
          {chosen[asset.id] && chosen[asset.id] !== 'have' && (
            <Textarea
              mt={8}
              label={words.tellMore}
              autosize
              minRows={1}
              maxLength={500}
              value={notes[asset.id] ?? ''}
              onChange={(event) => {
                const note = event.currentTarget.value;
                setNotes((now) => ({ ...now, [asset.id]: note }));
              }}
            />
          )}
        </fieldset>
      ))}
      <div className="form-actions">
        {isUntouched && (
          <Button loading={isBusy} onClick={() => void sendAll()}>
            {words.allMine}
          </Button>
        )}
        <Button type="submit" variant={isUntouched ? 'default' : 'filled'} loading={isBusy} disabled={isUntouched}>
          {words.save}
        </Button>
      </div>
    </form>
  );
}
