import { useDebouncedValue } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { keyOf, useGet } from '../api/queries.ts';
import type { Asset, Page, Person, SupportGroup } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { commonWords } from '../ui/words.ts';
import { deskWords } from './desk-words.ts';
import { type FilterName, splitValues } from './queue-state.ts';
import { queueWords } from './queue-words.ts';

export interface Option {
  value: string;
  label: string;
  hint?: string;
}

/** Filters of which one chooses values. */
export type ChoiceFilter = Exclude<FilterName, 'q' | 'opened' | 'updated' | 'due' | 'resolved' | 'overdue' | 'watching'>;

/** Filters whose values are few enough to be shown at once. */
export function useFixedOptions(name: ChoiceFilter): Option[] | null {
  const common = useWords(commonWords);
  const desk = useWords(deskWords);
  const of = (labels: Record<string, string>): Option[] => Object.entries(labels).map(([value, label]) => ({ value, label }));
  if (name === 'status') return of(common.status);
  if (name === 'priority') return of(common.priority).map(({ value, label }) => ({ value, label: `${value} ${label}` }));
  if (name === 'impact' || name === 'urgency') return of(common.level);
  return name === 'source' ? of(desk.sources) : null;
}

/** What to say for values that are not ids. */
function useSpecialOptions(name: ChoiceFilter): Option[] {
  const words = useWords(queueWords);
  const me = { value: 'me', label: words.me };
  if (name === 'assigneeId') return [me, { value: 'none', label: words.nobody }];
  if (name === 'requesterId') return [me];
  if (name === 'supportGroupId') return [{ value: 'mine', label: words.myGroups }];
  if (name === 'serviceId') return [{ value: 'none', label: words.noService }];
  return name === 'assetId' ? [{ value: 'none', label: words.noDevice }] : [];
}

const toOption = {
  person: ({ id, name, department, email }: Person): Option => ({ value: id, label: name, hint: department ?? email }),
  named: ({ id, name }: { id: string; name: string }): Option => ({ value: id, label: name }),
  asset: ({ id, name, tag }: Asset): Option => ({ value: id, label: name, hint: tag }),
  text: (text: string): Option => ({ value: text, label: text }),
};

/** Where the values of a filter are searched, and how they are shown. */
const sources: Partial<
  Record<ChoiceFilter, { path: string; params?: Record<string, string>; isSearched: boolean; show: (item: never) => Option }>
> = {
  supportGroupId: { path: '/support-groups', isSearched: false, show: toOption.named as (item: never) => Option },
  serviceId: { path: '/services', isSearched: false, show: toOption.named as (item: never) => Option },
  department: { path: '/departments', isSearched: false, show: toOption.text as (item: never) => Option },
  assigneeId: {
    path: '/people',
    params: { role: 'technician,lead,admin' },
    isSearched: true,
    show: toOption.person as (item: never) => Option,
  },
  requesterId: { path: '/people', isSearched: true, show: toOption.person as (item: never) => Option },
  assetId: { path: '/assets', isSearched: true, show: toOption.asset as (item: never) => Option },
  tag: { path: '/incidents/tags', isSearched: true, show: toOption.text as (item: never) => Option },
};

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The values of a filter that begin as typed. */
export function useOptions(name: ChoiceFilter, typed: string): { options: Option[]; isReading: boolean } {
  const fixed = useFixedOptions(name);
  const special = useSpecialOptions(name);
  const source = sources[name];
  const [q] = useDebouncedValue(typed.trim(), 160);
  const asked = source?.isSearched ? { ...source.params, q: q || undefined, limit: 20 } : undefined;
  const read = useGet<Page<never>>(source?.path ?? '/me', asked, { enabled: source !== undefined });
  const found = fixed ?? (source ? (read.data?.items ?? []).map(source.show) : []);
  const fits = ({ label }: Option) => fold(label).includes(fold(typed.trim()));
  const options = [...special.filter(fits), ...(source?.isSearched ? found : found.filter(fits))];
  return { options, isReading: read.isFetching };
}

/** The words for the values of a filter as they stand in the address. */
export function useValueLabels(name: ChoiceFilter, value: string): Option[] {
  const fixed = useFixedOptions(name);
  const special = useSpecialOptions(name);
  const values = splitValues(value);
  const known = new Map([...(fixed ?? []), ...special].map((option) => [option.value, option.label]));
  const groups = useGet<Page<SupportGroup>>('/support-groups', undefined, { enabled: name === 'supportGroupId' });
  const services = useGet<Page<{ id: string; name: string }>>('/services', undefined, { enabled: name === 'serviceId' });
  for (const { id, name: label } of [...(groups.data?.items ?? []), ...(services.data?.items ?? [])]) known.set(id, label);
  const path = name === 'assigneeId' || name === 'requesterId' ? '/people' : name === 'assetId' ? '/assets' : null;
  const unknown = path ? values.filter((id) => !known.has(id)) : [];
  const read = useQueries({
    queries: unknown.map((id) => ({
      queryKey: keyOf(`${path}/${id}`),
      queryFn: () => api.get<{ id: string; name: string }>(`${path}/${id}`),
    })),
  });
  for (const { data } of read) if (data) known.set(data.id, data.name);
  return values.map((each) => ({ value: each, label: known.get(each) ?? (name === 'tag' || name === 'department' ? each : '…') }));
}
