import { Button } from '@mantine/core';
import { IconPackage, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useGet, useList } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import { Ago } from '../ui/marks.tsx';
import { Card, Empty, Listed, PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import { KitDialog } from './kit-dialog.tsx';
import { KitHandOutDialog } from './kit-hand-out-dialog.tsx';
import type { Kit, KitAvailability, KitHandOut } from './stock-types.ts';
import { stockWords } from './stock-words.ts';
import { usePartNames } from './use-part-names.ts';

/** What goes out together, and what is out. */
export function KitsPage() {
  const words = useWords(stockWords);
  const kits = useList<Kit>('/kits');
  const [editing, setEditing] = useState<Kit | 'new' | null>(null);
  const [giving, setGiving] = useState<Kit | null>(null);
  return (
    <>
      <PageHead
        title={words.kits.title}
        lead={words.kits.lead}
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
            {words.kits.add}
          </Button>
        }
      />
      <div className="stack">
        <section className="card">
          <Listed query={kits} empty={<Empty title={words.kits.none}>{words.kits.noneText}</Empty>}>
            {(items) => (
              <ul className="lines">
                {items.map((kit) => (
                  <Line key={kit.id} kit={kit} onEdit={() => setEditing(kit)} onGive={() => setGiving(kit)} />
                ))}
              </ul>
            )}
          </Listed>
        </section>
        <HandOuts />
      </div>
      {editing && <KitDialog kit={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {giving && <KitHandOutDialog kit={giving} onClose={() => setGiving(null)} />}
    </>
  );
}

function Line({ kit, onEdit, onGive }: { kit: Kit; onEdit: () => void; onGive: () => void }) {
  const words = useWords(stockWords);
  const common = useWords(commonWords);
  const state = useGet<KitAvailability>(`/kits/${kit.id}/availability`);
  const nameOf = usePartNames();
  const parts = kit.lines.map((line) =>
    line.type !== 'licence' && line.quantity > 1 ? `${line.quantity} × ${nameOf(line)}` : nameOf(line),
  );
  const isComplete = state.data?.isComplete;
  return (
    <li>
      <IconPackage size={17} className="muted" aria-hidden />
      <div className="grow">
        <bdi>{kit.name}</bdi>
        <div className="muted small">{parts.join(', ')}</div>
      </div>
      {isComplete !== undefined && (
        <Chip tone={isComplete ? 'good' : 'warn'}>{isComplete ? words.kits.complete : words.kits.incomplete}</Chip>
      )}
      <Button variant="subtle" size="compact-sm" aria-label={words.kits.edit(kit.name)} onClick={onEdit}>
        {common.edit}
      </Button>
      {kit.isActive && (
        <Button variant="default" size="compact-sm" aria-label={words.kits.handOutTitle(kit.name)} onClick={onGive}>
          {words.kits.handOut}
        </Button>
      )}
    </li>
  );
}

function HandOuts() {
  const words = useWords(stockWords);
  const handOuts = useList<KitHandOut>('/kit-hand-outs');
  return (
    <Card title={words.kits.out} flush>
      <Listed query={handOuts} empty={<p className="muted quiet">{words.kits.outNone}</p>}>
        {(items) => (
          <ul className="lines">
            {items.map((handOut) => (
              <HandOutLine key={handOut.id} handOut={handOut} />
            ))}
          </ul>
        )}
      </Listed>
    </Card>
  );
}

function HandOutLine({ handOut }: { handOut: KitHandOut }) {
  const words = useWords(stockWords);
  const [isBusy, act] = useAct();
  const { kit, holder, contents, handedOutAt, returnedAt } = handOut;
  const takeBack = () =>
    act(async () => {
      const { elsewhere } = await api.put<KitHandOut>(`/kit-hand-outs/${handOut.id}/return`);
      await refresh('kits', 'kit-hand-outs', 'stock-items', 'licences', 'assets');
      toast(elsewhere.length > 0 ? words.kits.elsewhere(elsewhere.join(', ')) : words.kits.cameBack(kit.name));
    });
  return (
    <li>
      <div className="grow">
        <span>
          <bdi>{kit.name}</bdi> → <bdi>{holder.name}</bdi>
        </span>
        <div className="muted small">
          {contents.map((content) => (content.type === 'asset' ? content.tag : content.name)).join(', ')} · <Ago at={handedOutAt} />
        </div>
      </div>
      {returnedAt ? (
        <span className="muted small">{words.kits.isBack}</span>
      ) : (
        <Button
          variant="default"
          size="compact-sm"
          loading={isBusy}
          aria-label={words.kits.takeBack(kit.name, holder.name)}
          onClick={() => void takeBack()}
        >
          {words.kits.back}
        </Button>
      )}
    </li>
  );
}
