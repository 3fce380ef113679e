import { useGet } from '../api/queries.ts';
import type { Page, Person, SupportGroup } from '../api/types.ts';

interface Named {
  id: string;
  name: string;
}
export interface Option {
  value: string;
  label: string;
}

/** Groups, services and technicians to choose from, and the name behind an id. */
export function useNames() {
  const groups = useGet<Page<SupportGroup>>('/support-groups');
  const services = useGet<Page<Named>>('/services');
  const people = useGet<Page<Person>>('/people', { role: 'technician,lead,admin', limit: 200 });
  const options = (page: Page<Named> | undefined): Option[] => (page?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const all = { groups: options(groups.data), services: options(services.data), technicians: options(people.data) };
  const known = new Map([...all.groups, ...all.services, ...all.technicians].map(({ value, label }) => [value, label]));
  return { ...all, nameOf: (id: string): string => known.get(id) ?? '…' };
}
export type Names = ReturnType<typeof useNames>;
