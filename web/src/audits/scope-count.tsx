import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { auditWords } from './audit-words.ts';

/** How many devices the register expects in a scope; the count follows the fields. */
export function ScopeCount({ scope }: { scope: object }) {
  const words = useWords(auditWords);
  const format = useFormats();
  const { data } = useQuery({
    queryKey: ['audit-scopes', scope],
    queryFn: ({ signal }) => api.post<{ expected: number; isMore: boolean }>('/audit-scopes', scope, { signal }),
    placeholderData: (previous) => previous,
  });
  if (!data) return null;
  const text = format.number(data.expected);
  return (
    <p role="status" className={data.expected === 0 ? 'warned' : 'muted'}>
      {data.expected === 0 ? words.expectsNone : data.isMore ? words.expectsMore(text) : words.expects(data.expected, text)}
    </p>
  );
}
