import { Button, NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useList } from '../api/queries.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Card, Facts } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { Cap, Repository } from './backup-types.ts';
import { hookWords } from './hook-words.ts';

interface Place {
  id: string;
  name: string;
}

const keyOf = ({ scope, subjectId }: Pick<Cap, 'scope' | 'subjectId'>): string => `${scope}:${subjectId}`;

/** How many backups may run at once. */
export function CapsCard({ repositories }: { repositories: Repository[] }) {
  const words = useWords(hookWords);
  const isAdmin = hasRole(useMe(), 'admin');
  const caps = useList<Cap>('/backups/caps');
  const locations = useList<Place>('/locations', { limit: 200 });
  const [isEditing, setEditing] = useState(false);
  const nameOf = useCapName(repositories, locations.items);
  const shown = [...basic, ...caps.items.filter(({ scope }) => scope === 'repository' || scope === 'site')];
  const limitOf = (cap: Pick<Cap, 'scope' | 'subjectId'>) => caps.items.find((each) => keyOf(each) === keyOf(cap))?.maxRuns;
  return (
    <Card
      title={words.caps}
      actions={
        isAdmin && (
          <Button variant="subtle" size="compact-sm" onClick={() => setEditing(true)}>
            {words.change}
          </Button>
        )
      }
    >
      <p className="muted">{words.capsLead}</p>
      <Facts of={shown.map((cap) => [nameOf(cap), String(limitOf(cap) ?? words.noCap)])} />
      {isEditing && (
        <CapsDialog caps={caps.items} repositories={repositories} locations={locations.items} close={() => setEditing(false)} />
      )}
    </Card>
  );
}

const basic: Array<Pick<Cap, 'scope' | 'subjectId'>> = [
  { scope: 'overall', subjectId: '' },
  { scope: 'host', subjectId: '' },
];

function useCapName(repositories: Place[], locations: Place[]) {
  const words = useWords(hookWords);
  const named = (all: Place[], id: string): string => all.find((each) => each.id === id)?.name ?? '?';
  return ({ scope, subjectId }: Pick<Cap, 'scope' | 'subjectId'>): string => {
    if (scope === 'repository') return words.repository(named(repositories, subjectId));
    return scope === 'site' ? words.site(named(locations, subjectId)) : words[scope];
  };
}

interface DialogProps {
  caps: Cap[];
  repositories: Repository[];
  locations: Place[];
  close: () => void;
}

function CapsDialog({ caps, repositories, locations, close }: DialogProps) {
  const words = useWords(hookWords);
  const nameOf = useCapName(repositories, locations);
  const [isBusy, act] = useAct();
  const [limits, setLimits] = useState(() => new Map(caps.map((cap) => [keyOf(cap), cap.maxRuns])));
  const [sites, setSites] = useState(() => caps.flatMap(({ scope, subjectId }) => (scope === 'site' ? [subjectId] : [])));
  const asked: Array<Pick<Cap, 'scope' | 'subjectId'>> = [
    ...basic,
    ...repositories.map(({ id }) => ({ scope: 'repository' as const, subjectId: id })),
    ...sites.map((subjectId) => ({ scope: 'site' as const, subjectId })),
  ];
  const save = async () => {
    const items = asked.flatMap((cap) => {
      const maxRuns = limits.get(keyOf(cap));
      return maxRuns ? [{ ...cap, maxRuns }] : [];
    });
    if (!(await act(() => api.put('/backups/caps', { items }).then(() => refresh('backups'))))) return;
    toast(words.saved);
    close();
  };
  const set = (cap: Pick<Cap, 'scope' | 'subjectId'>, value: number | string) => {
    const next = new Map(limits);
    if (value === '') next.delete(keyOf(cap));
    else next.set(keyOf(cap), Number(value));
    setLimits(next);
  };
  return (
    <DialogForm title={words.caps} isBusy={isBusy} close={close} submit={save}>
      <p className="muted">{words.empty}</p>
      {asked.map((cap) => (
        <NumberInput
          key={keyOf(cap)}
          label={nameOf(cap)}
          min={1}
          max={1000}
          allowDecimal={false}
          value={limits.get(keyOf(cap)) ?? ''}
          onChange={(value) => set(cap, value)}
        />
      ))}
      <Select
        label={words.addSite}
        searchable
        data={locations.filter(({ id }) => !sites.includes(id)).map(({ id, name }) => ({ value: id, label: name }))}
        value={null}
        onChange={(id) => id && setSites([...sites, id])}
      />
    </DialogForm>
  );
}
