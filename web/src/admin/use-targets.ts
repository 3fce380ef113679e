import { useGet } from '../api/queries.ts';
import type { Page, Person, SupportGroup } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { escalationWords } from './escalation-words.ts';
import { policyWords } from './policy-words.ts';
import type { OnCallSchedule } from './service-level-types.ts';

interface TargetGroup {
  group: string;
  items: Array<{ value: string; label: string }>;
}

type What = 'told' | 'assigned';

/** Everybody and everything that an action may mean, and how each is called. */
export function useTargets(): { choices: (what: What) => TargetGroup[]; nameOf: (code: string) => string } {
  const words = useWords(escalationWords);
  const policy = useWords(policyWords);
  const groups = useGet<Page<SupportGroup>>('/support-groups').data?.items ?? [];
  const schedules = useGet<Page<OnCallSchedule>>('/on-call/schedules').data?.items ?? [];
  const people = useGet<Page<Person>>('/people', { role: 'technician,lead,admin', limit: 200 }).data?.items ?? [];
  const team = { value: 'role:supportGroup', label: words.targets.supportGroup };
  const others = [
    { value: 'role:assignee', label: words.targets.assignee },
    { value: 'role:lead', label: words.targets.lead },
    { value: 'role:requester', label: policy.requester },
  ];
  const onCall = schedules.flatMap((schedule) => levelsOf(schedule, `${words.targets.onCall} ${schedule.name}`, policy.level));
  const teams = groups.map(({ id, name }) => ({ value: `group:${id}`, label: `${words.targets.group} ${name}` }));
  const leads = groups.map(({ id, name }) => ({ value: `leads:${id}`, label: `${policy.leadsOf} ${name}` }));
  const persons = people.filter(({ isActive }) => isActive).map(({ id, name }) => ({ value: `person:${id}`, label: name }));
  const all = [team, ...others, ...onCall, ...teams, ...leads, ...persons];
  const heading = (text: string): string => text.replace(/\s*:$/, '');
  return {
    choices: (what) =>
      [
        { group: '—', items: what === 'told' ? [team, ...others] : [team] },
        { group: heading(words.targets.onCall), items: onCall },
        { group: heading(words.targets.group), items: teams },
        { group: heading(policy.leadsOf), items: what === 'told' ? leads : [] },
        { group: words.who, items: persons },
      ].filter(({ items }) => items.length > 0),
    nameOf: (code) => {
      const label = all.find(({ value }) => value === code)?.label ?? '…';
      // Within a sentence everything but a person's name begins small.
      return code.startsWith('person:') ? label : label.charAt(0).toLowerCase() + label.slice(1);
    },
  };
}

/** A schedule as a whole, and each of its levels where it has several. */
function levelsOf({ id, rotations }: OnCallSchedule, name: string, say: (name: string, level: number) => string) {
  const levels = [...new Set(rotations.map((rotation) => (rotation as { level?: number }).level ?? 1))].sort();
  const each = levels.map((level) => ({ value: `schedule:${id}:${level}`, label: say(name, level) }));
  return [{ value: `schedule:${id}`, label: name }, ...(levels.length > 1 ? each : [])];
}
