import { TagsInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { keyOf, queryClient, refresh, useGet } from '../api/queries.ts';
import type { Page, Person } from '../api/types.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import { Card, Loaded } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { absenceWords } from './absence-words.ts';

interface Skills {
  personId: string;
  skills: string[];
}

/** What a technician can do; a lead changes it, and each change is kept at once. */
export function SkillsCard({ person }: { person: Person }) {
  const words = useWords(absenceWords);
  const isLead = hasRole(useMe(), 'lead');
  const path = `/people/${person.id}/skills`;
  const mine = useGet<Skills>(path);
  const known = useGet<Page<{ skill: string }>>('/skills');
  const [isBusy, act] = useAct();
  const save = (skills: string[]) =>
    act(async () => {
      queryClient.setQueryData(keyOf(path), await api.put<Skills>(path, { skills }));
      await refresh('skills');
      toast(words.skillsSaved);
    });
  return (
    <Card title={words.skills}>
      <Loaded query={mine} lines={1}>
        {({ skills }) =>
          isLead ? (
            <TagsInput
              aria-label={words.skills}
              description={words.skillsText}
              placeholder={words.skillsHint}
              data={(known.data?.items ?? []).map(({ skill }) => skill)}
              value={skills}
              disabled={isBusy}
              onChange={(next) => void save(next)}
            />
          ) : (
            <div className="row tight">
              {skills.length === 0 ? (
                <p className="muted small">{words.noSkills}</p>
              ) : (
                skills.map((skill) => <Chip key={skill}>{skill}</Chip>)
              )}
            </div>
          )
        }
      </Loaded>
    </Card>
  );
}
