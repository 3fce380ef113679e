import { useGet } from '../api/queries.ts';
import type { Page, Person, SupportGroup } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { escalationWords } from './escalation-words.ts';
import type { OnCallSchedule } from './service-level-types.ts';

interface TargetGroup {
  group: string;
  items: Array<{ value: string; label: string }>;
}

/** Everybody and everything that an action may mean, and how each is called. */
export function useTargets(): { choices: (isForAssignment: boolean) => TargetGroup[]; nameOf: (code: string) => string } {
  const words = useWords(escalationWords);
  const groups = useGet<Page<SupportGroup>>('/support-groups');
  const schedules = useGet<Page<OnCallSchedule>>('/on-call/schedules');
  const people = useGet<Page<Person>>('/people', { role: 'technician,lead,admin', limit: 200 });
  const roles = (['supportGroup', 'assignee', 'lead'] as const).map((role) => ({ value: `role:${role}`, label: words.targets[role] }));
  const onCall = (schedules.data?.items ?? []).map(({ id, name }) => ({
    value: `schedule:${id}`,
    label: `${words.targets.onCall} ${name}`,
  }));
  const teams = (groups.data?.items ?? []).map(({ id, name }) => ({ value: `group:${id}`, label: `${words.targets.group} ${name}` }));
  const persons = (people.data?.items ?? [])
    .filter(({ isActive }) => isActive)
    .map(({ id, name }) => ({ value: `person:${id}`, label: name }));
  const all = [...roles, ...onCall, ...teams, ...persons];
  return {
    choices: (isForAssignment) =>
      [
        ...(isForAssignment ? [] : [{ group: '—', items: roles }]),
        { group: words.onCall, items: onCall },
        { group: words.targets.group.replace(/\s*:$/, ''), items: teams },
        { group: words.who, items: persons },
      ].filter(({ items }) => items.length > 0),
    nameOf: (code) => {
      const label = all.find(({ value }) => value === code)?.label ?? '…';
      // Within a sentence everything but a person's name begins small.
      return code.startsWith('person:') ? label : label.charAt(0).toLowerCase() + label.slice(1);
    },
  };
}
