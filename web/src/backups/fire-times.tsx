import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import type { Policy, Preview } from './backup-types.ts';
import { policyWords } from './policy-words.ts';

/** The next fire times of a schedule, from the one function that also fires; errors say what is wrong with it. */
export function usePreview(schedule: Policy['schedule']) {
  const [asked] = useDebouncedValue(schedule, 250);
  return useQuery({
    queryKey: ['backups', 'preview', asked],
    queryFn: () => api.post<Preview>('/backups/policies/preview', { schedule: asked, count: 10 }),
    enabled: asked.cron.trim() !== '',
    staleTime: 60_000,
    retry: false,
    placeholderData: (previous) => previous,
  });
}

/** The next ten times by the clock of the policy's zone. */
export function FireTimes({ schedule }: { schedule: Policy['schedule'] }) {
  const words = useWords(policyWords);
  const { language } = useLanguage();
  const preview = usePreview(schedule);
  if (!preview.data || preview.error) return null;
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const format = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: schedule.timeZone,
  });
  return (
    <div className="stack tight">
      <p className="muted small">{words.nextIn(schedule.timeZone)}</p>
      <ol className="fire-times number">
        {preview.data.items.map(({ dueAt }) => (
          <li key={dueAt}>
            <time dateTime={dueAt}>{format.format(new Date(dueAt))}</time>
          </li>
        ))}
      </ol>
    </div>
  );
}
