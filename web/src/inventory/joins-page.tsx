import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useList } from '../api/queries.ts';
import type { AssetRef } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Ago } from '../ui/marks.tsx';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { Joined } from './inventory-types.ts';
import { inventoryWords } from './inventory-words.ts';

/** Records that were joined or split, each with the way back. */
export function JoinsPage() {
  const words = useWords(inventoryWords);
  const list = useList<Joined>('/inventory/merges');
  return (
    <>
      <PageHead title={words.joinsTitle} lead={words.joinsLead} />
      <section className="card">
        <Listed query={list} empty={<Empty title={words.noJoins} />}>
          {(items) => (
            <ul className="lines">
              {items.map((joined) => (
                <JoinLine key={joined.id} joined={joined} />
              ))}
            </ul>
          )}
        </Listed>
      </section>
    </>
  );
}

function JoinLine({ joined }: { joined: Joined }) {
  const words = useWords(inventoryWords);
  const [isBusy, act] = useAct();
  const undo = () =>
    act(async () => {
      await api.delete(`/inventory/merges/${joined.id}`);
      await refresh('inventory', 'assets');
      toast(words.takenBack);
    });
  const tag = (asset: AssetRef | null) => asset?.tag ?? words.goneRecord;
  const target = joined.into ?? joined.from;
  return (
    <li>
      <div className="grow">
        {target ? (
          <Link href={links.asset(target.id)}>
            {joined.kind === 'merge'
              ? words.merged(tag(joined.from), tag(joined.into))
              : words.splitOff(tag(joined.from), tag(joined.into))}
          </Link>
        ) : (
          words.goneRecord
        )}
        <span className="muted small">
          {' '}
          · <bdi>{joined.actor.name}</bdi> · <Ago at={joined.doneAt} />
          {joined.undoneByName && ` · ${words.undone(joined.undoneByName)}`}
        </span>
      </div>
      {!joined.undoneAt && (
        <Button size="xs" variant="default" loading={isBusy} onClick={() => void undo()}>
          {words.takeBack}
        </Button>
      )}
    </li>
  );
}
