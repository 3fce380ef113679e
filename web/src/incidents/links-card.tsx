import { ActionIcon, Button, CloseButton, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Incident, IncidentLink, Page } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { StatusChip } from '../ui/marks.tsx';
import { Card, Loaded } from '../ui/states.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import { deskWords } from './desk-words.ts';
import { familyWords } from './family-words.ts';
import { IncidentPicker } from './incident-picker.tsx';
import { MergesAndSplits } from './merged-card.tsx';

export function Links({ incident }: { incident: Incident }) {
  const words = useWords(deskWords);
  const path = `/incidents/${incident.id}/links`;
  const query = useGet<Page<IncidentLink>>(path);
  const [isAdding, setAdding] = useState(false);
  const family = useWords(familyWords);
  const [, act] = useAct();
  const tell = useTellProblem();
  const remove = (link: IncidentLink) =>
    act(async () => {
      await api.delete(`${path}/${link.id}`);
      await refresh('incidents');
      // From whose side it was made is part of what it says.
      const [from, to] = link.direction === 'out' ? [incident.id, link.incident.id] : [link.incident.id, incident.id];
      const undo = () =>
        api
          .post(`/incidents/${from}/links`, { incidentId: to, kind: link.kind })
          .then(() => refresh('incidents'))
          .catch(tell);
      toast(family.done.unlinked, { undo });
    });
  return (
    <Card
      title={words.links}
      actions={
        <ActionIcon size={28} aria-label={words.addLink} aria-expanded={isAdding} onClick={() => setAdding(!isAdding)}>
          <IconPlus size={17} />
        </ActionIcon>
      }
    >
      {isAdding && <AddLink incident={incident} close={() => setAdding(false)} />}
      <Loaded query={query} lines={1}>
        {({ items }) =>
          items.length === 0 ? (
            !isAdding && <p className="muted small">{words.noLinks}</p>
          ) : (
            <ul className="side-list">
              {items.map((link) => (
                <li key={link.id} className="row nowrap" style={{ alignItems: 'flex-start' }}>
                  <span className="grow">
                    <span className="muted small">{words.linkKinds[link.kind]?.[link.direction]} </span>
                    <Link href={links.incident(link.incident.number)} className="mono">
                      {link.incident.number}
                    </Link>{' '}
                    <StatusChip status={link.incident.status} />
                    <bdi className="small muted" style={{ display: 'block' }}>
                      {link.incident.title}
                    </bdi>
                  </span>
                  <CloseButton size="sm" aria-label={words.removeLink(link.incident.number)} onClick={() => void remove(link)} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <MergesAndSplits incident={incident} />
    </Card>
  );
}

function AddLink({ incident, close }: { incident: Incident; close: () => void }) {
  const words = useWords(deskWords);
  const common = useWords(commonWords);
  const [other, setOther] = useState<string | null>(null);
  const [kind, setKind] = useState('related');
  const family = useWords(familyWords);
  const [isBusy, act] = useAct();
  const tell = useTellProblem();
  const add = () =>
    act(async () => {
      const path = `/incidents/${incident.id}/links`;
      const link = await api.post<IncidentLink>(path, { incidentId: other, kind });
      await refresh('incidents');
      const undo = () =>
        api
          .delete(`${path}/${link.id}`)
          .then(() => refresh('incidents'))
          .catch(tell);
      toast(family.done.linked, { undo });
      close();
    });
  return (
    <div className="stack tight" style={{ marginBottom: 12 }}>
      <Select
        size="xs"
        label={words.kind}
        allowDeselect={false}
        data={Object.entries(words.linkKinds).map(([value, names]) => ({ value, label: names.out }))}
        value={kind}
        onChange={(value) => value && setKind(value)}
      />
      <IncidentPicker label={words.incident} value={other} except={incident.id} onChange={setOther} />
      <Button size="compact-sm" loading={isBusy} disabled={!other} onClick={() => void add()}>
        {common.add}
      </Button>
    </div>
  );
}
