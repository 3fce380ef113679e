import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { DurationSelect } from '../ui/duration-select.tsx';
import type { Calendar, CalendarPreview as Preview, Week } from './service-level-types.ts';
import { serviceLevelWords } from './service-level-words.ts';
import { serviceTime } from './service-time.ts';

interface Hours {
  timeZone: string;
  week: Week;
  exceptions: Week;
  imported: Calendar['imported'];
}

const nowLocal = () => new Date().toLocaleString('sv').slice(0, 16).replace(' ', 'T');

/** When something would be due under these hours, counted by the same rule as the real clocks. */
export function CalendarPreview({ hours }: { hours: Hours }) {
  const words = useWords(serviceLevelWords);
  const { language } = useLanguage();
  const [startAt, setStartAt] = useState(nowLocal);
  const [duration, setDuration] = useState('PT8H');
  const [asked] = useDebouncedValue({ hours, startAt, duration }, 300);
  const preview = useQuery({
    queryKey: ['service-calendars', 'preview', asked],
    queryFn: () =>
      api.post<Preview>('/service-calendars/preview', {
        calendar: asked.hours,
        startAt: new Date(asked.startAt).toISOString(),
        duration: asked.duration,
        pauses: [],
      }),
    enabled: asked.startAt !== '',
    retry: false,
    placeholderData: (previous) => previous,
  });
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const options: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };
  const inZone = (at: string) => new Intl.DateTimeFormat(locale, { ...options, timeZone: hours.timeZone }).format(new Date(at));
  const openings = (preview.data?.segments ?? []).flatMap((segment) => segment.openings).slice(0, 8);
  return (
    <div className="calendar-preview">
      <h3>{words.tryIt}</h3>
      <div className="grid-2">
        <TextInput
          type="datetime-local"
          label={words.startsAt}
          value={startAt}
          onChange={(event) => setStartAt(event.currentTarget.value)}
        />
        <DurationSelect
          label={words.within}
          choices={['PT15M', 'PT30M', 'PT1H', 'PT2H', 'PT4H', 'PT8H', 'PT16H', 'PT24H', 'PT40H']}
          say={serviceTime(useFormats())}
          value={duration}
          onChange={setDuration}
        />
      </div>
      {preview.data && !preview.error && (
        <p role="status">
          {preview.data.dueAt ? (
            <>
              {words.wouldBeDue}: <strong>{inZone(preview.data.dueAt)}</strong> <span className="muted small">({hours.timeZone})</span>
            </>
          ) : (
            words.never
          )}
        </p>
      )}
      {openings.length > 0 && !preview.error && (
        <ul className="muted small openings" aria-label={words.openings}>
          {openings.map(({ from, to }) => (
            <li key={from}>
              {inZone(from)} → {inZone(to)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
