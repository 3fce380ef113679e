import { useGet } from '../api/queries.ts';
import type { FormAnswer, Page } from '../api/types.ts';
import { useLanguage } from '../i18n/dictionary.ts';
import { Facts } from '../ui/states.tsx';

/** What the service asked when the incident was filed, and what was answered; on a card of its own where it is told to. */
export function FormAnswers({ incidentId, isCard = false }: { incidentId: string; isCard?: boolean }) {
  const { language } = useLanguage();
  const { data } = useGet<Page<FormAnswer>>(`/incidents/${incidentId}/form`);
  if (!data || data.items.length === 0) return null;
  const facts = <Facts of={data.items.map(({ label, text }) => [label[language], text[language]])} />;
  return isCard ? <div className="card padded">{facts}</div> : facts;
}
