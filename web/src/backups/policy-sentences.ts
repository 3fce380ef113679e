import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useDuration } from './backup-marks.tsx';
import type { Policy } from './backup-types.ts';
import { planOf } from './cron.ts';
import { policyWords } from './policy-words.ts';

/** A cron expression in words where it is a usual one, as it is otherwise. */
export function useScheduleSentence(): (cron: string) => string {
  const words = useWords(policyWords);
  const format = useFormats();
  return (cron) => {
    const several = /^(\d{1,2}) (\d{1,2}(?:,\d{1,2})+) \* \* \*$/.exec(cron.trim());
    if (several)
      return words.says.daily(
        format.list((several[2] ?? '').split(',').map((hour) => `${hour.padStart(2, '0')}:${(several[1] ?? '').padStart(2, '0')}`)),
      );
    const plan = planOf(cron);
    if (plan.rhythm === 'custom') return cron;
    if (plan.rhythm === 'hourly') return words.says.hourly(String(plan.minute).padStart(2, '0'));
    if (plan.rhythm === 'weekly') return words.says.weekly(words.weekdays[plan.weekday] ?? '', plan.time);
    if (plan.rhythm === 'monthly') return words.says.monthly(String(plan.dayOfMonth), plan.time);
    return words.says[plan.rhythm](plan.time);
  };
}

/** What is kept, as one sentence. */
export function useRetentionSentence(): (rule: Policy['retention']) => string {
  const words = useWords(policyWords);
  const format = useFormats();
  const duration = useDuration();
  return (rule) => {
    const parts = [
      rule.keepLast && words.rule.last(rule.keepLast),
      rule.keepDaily && words.rule.daily(rule.keepDaily),
      rule.keepWeekly && words.rule.weekly(rule.keepWeekly),
      rule.keepMonthly && words.rule.monthly(rule.keepMonthly),
      rule.keepYearly && words.rule.yearly(rule.keepYearly),
      rule.keepWithin && words.rule.within(duration(rule.keepWithin)),
    ].filter((part) => typeof part === 'string');
    return parts.length === 0 ? words.retentionEmpty : words.retentionSays(format.list(parts));
  };
}

/** What a source is called by people. */
export function sourceTitle(source: Policy['source']): string {
  const of = source as Record<string, unknown>;
  if (source.type === 'path') return (of['paths'] as string[]).join(', ');
  if (source.type === 'command') return (of['argv'] as string[]).join(' ');
  if (source.type === 'ssh') return `${String(of['host'])}: ${(of['paths'] as string[]).join(', ')}`;
  if (source.type === 'sqlite') return String(of['path']);
  if (source.type === 'postgres' || source.type === 'mysql')
    return `${String(of['database'])} @ ${String(of['host'])}:${String(of['port'])}`;
  return '';
}
