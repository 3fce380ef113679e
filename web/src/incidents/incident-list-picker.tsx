import { CloseButton } from '@mantine/core';
import { useState } from 'react';
import { useGet } from '../api/queries.ts';
import type { Incident } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { familyWords } from './family-words.ts';
import { IncidentPicker } from './incident-picker.tsx';

interface Props {
  except: string;
  ids: string[];
  onChange: (ids: string[]) => void;
}

/** Gathers incidents one by one. */
export function IncidentListPicker({ except, ids, onChange }: Props) {
  const words = useWords(familyWords);
  const [round, setRound] = useState(0);
  const add = (id: string | null) => {
    if (!id) return;
    setRound(round + 1);
    if (!ids.includes(id)) onChange([...ids, id]);
  };
  return (
    <>
      <IncidentPicker key={round} label={words.findIncident} value={null} except={except} onChange={add} />
      {ids.length > 0 && <p className="small muted">{words.chosen(ids.length)}</p>}
      <ul className="side-list">
        {ids.map((id) => (
          <Chosen key={id} id={id} remove={() => onChange(ids.filter((each) => each !== id))} />
        ))}
      </ul>
    </>
  );
}

function Chosen({ id, remove }: { id: string; remove: () => void }) {
  const words = useWords(familyWords);
  const { data } = useGet<Incident>(`/incidents/${id}`);
  return (
    <li className="row between nowrap">
      <span className="clip">
        <span className="mono">{data?.number}</span> <bdi>{data?.title}</bdi>
      </span>
      <CloseButton size="sm" aria-label={words.takeOut(data?.number ?? '')} onClick={remove} />
    </li>
  );
}
