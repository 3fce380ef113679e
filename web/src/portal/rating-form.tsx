import { Button, Textarea } from '@mantine/core';
import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { useAct } from '../ui/use-act.ts';
import { linkWords } from './link-words.ts';
import './rating.css';

export interface Rating {
  rating: number;
  comment: string;
}

/** One to five stars and a word; radio buttons to the keyboard and the ear. */
export function RatingForm({
  initial,
  onSend,
}: {
  initial: { rating: number | null; comment: string | null };
  onSend: (rating: Rating) => Promise<unknown>;
}) {
  const words = useWords(linkWords);
  const [rating, setRating] = useState(initial.rating);
  const [comment, setComment] = useState(initial.comment ?? '');
  const [isBusy, act] = useAct();
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (rating) void act(() => onSend({ rating, comment: comment.trim() }));
      }}
    >
      <fieldset className="stars">
        <legend>{words.rate}</legend>
        <div className="stars-row">
          {words.stars.map((label, i) => {
            const value = i + 1;
            const Icon = rating !== null && value <= rating ? IconStarFilled : IconStar;
            return (
              <label key={label} title={label} className={rating !== null && value <= rating ? 'on' : undefined}>
                <input type="radio" name="rating" value={value} checked={rating === value} onChange={() => setRating(value)} />
                <Icon size={36} aria-hidden />
                <span className="hidden-visually">{label}</span>
              </label>
            );
          })}
        </div>
        <p className="muted small" aria-hidden>
          {rating === null ? ' ' : words.stars[rating - 1]}
        </p>
      </fieldset>
      {rating !== null && (
        <>
          <Textarea
            label={words.comment}
            autosize
            minRows={2}
            maxLength={2000}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Button type="submit" loading={isBusy}>
            {words.send}
          </Button>
        </>
      )}
    </form>
  );
}
