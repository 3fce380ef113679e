import { useGet } from '../api/queries.ts';
import type { FormAnswer, Page } from '../api/types.ts';
import { useLanguage } from '../i18n/dictionary.ts';
import { Facts } from '../ui/states.tsx';

/** What the service asked when the incident was filed, and what was answered. */
export function FormAnswers({ incidentId }: { incidentId: string }) {
  const { language } = useLanguage();
  const { data } = useGet<Page<FormAnswer>>(`/incidents/${incidentId}/form`);
  if (!data || data.items.length === 0) return null;
  return <Facts of={data.items.map(({ label, text }) => [label[language], text[language]])} />;
}
