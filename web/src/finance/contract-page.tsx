import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet, useList } from '../api/queries.ts';
import type { AssetRef } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { AssetStatusChip } from '../ui/marks.tsx';
import { AssetPicker } from '../ui/search-select.tsx';
import { Card, Facts, Listed, Loaded, PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import { ContractDialog } from './contract-dialog.tsx';
import { TermChips } from './contracts-page.tsx';
import { onDay } from './day.ts';
import type { Contract } from './finance-types.ts';
import { financeWords } from './finance-words.ts';

/** One contract: its terms, and what it covers. */
export function ContractPage({ id }: { id: string }) {
  const contract = useGet<Contract>(`/contracts/${id}`);
  return <Loaded query={contract}>{(found) => <Shown contract={found} />}</Loaded>;
}

function Shown({ contract }: { contract: Contract }) {
  const words = useWords(financeWords);
  const common = useWords(commonWords);
  const [, navigate] = useLocation();
  const [isEditing, setEditing] = useState(false);
  return (
    <>
      <PageHead
        title={contract.name}
        lead={<TermChips contract={contract} />}
        back={{ href: links.contracts(), label: words.contracts.title }}
        actions={
          <Button variant="default" onClick={() => setEditing(true)}>
            {common.edit}
          </Button>
        }
      />
      <div className="two">
        <Covered contract={contract} />
        <Terms contract={contract} />
      </div>
      {isEditing && <ContractDialog contract={contract} onClose={() => setEditing(false)} onRemoved={() => navigate(links.contracts())} />}
    </>
  );
}

function Terms({ contract }: { contract: Contract }) {
  const words = useWords(financeWords);
  const format = useFormats();
  const { contracts } = words;
  const day = (on: string | null) => on && onDay(format, on);
  return (
    <Card>
      <Facts
        of={[
          [contracts.kind, contracts.kinds[contract.kind]],
          [words.supplier, contract.supplier?.name],
          [contracts.reference, contract.reference],
          [contracts.startsOn, day(contract.startsOn)],
          [contracts.endsOn, day(contract.endsOn) ?? contracts.noEnd],
          [contracts.renewalMonths, contract.renewalMonths],
          [contracts.noticeDays, contract.noticeDays],
          [contracts.cancelledOn, day(contract.cancelledOn)],
          [
            words.cost,
            contract.cost !== null && `${format.money(contract.cost, contract.currency ?? 'EUR')} ${contracts.periods[contract.costPer]}`,
          ],
        ]}
      />
      {contract.notes && <p className="typed notes">{contract.notes}</p>}
    </Card>
  );
}

function Covered({ contract }: { contract: Contract }) {
  const words = useWords(financeWords);
  const covered = useList<AssetRef>(`/contracts/${contract.id}/assets`);
  const [isBusy, act] = useAct();
  const change = (body: { add?: string[]; remove?: string[] }) =>
    act(() => api.patch(`/contracts/${contract.id}/assets`, body).then(() => refresh('contracts', 'assets')));
  const uncover = async ({ id, tag }: AssetRef) => {
    if (await change({ remove: [id] })) toast(words.contracts.uncovered(tag), { undo: () => change({ add: [id] }) });
  };
  return (
    <Card title={words.contracts.covers} flush>
      <div className="card-body">
        <AssetPicker
          // Empty again after each.
          key={contract.assetCount}
          aria-label={words.contracts.addDevice}
          placeholder={words.contracts.addDevice}
          value={null}
          disabled={isBusy}
          onChange={(id) => id && void change({ add: [id] })}
        />
      </div>
      <Listed query={covered} empty={<p className="muted quiet">{words.contracts.coversNone}</p>}>
        {(items) => (
          <ul className="lines">
            {items.map((asset) => (
              <CoveredLine key={asset.id} asset={asset} onRemove={() => void uncover(asset)} />
            ))}
          </ul>
        )}
      </Listed>
    </Card>
  );
}

function CoveredLine({ asset, onRemove }: { asset: AssetRef; onRemove: () => void }) {
  const words = useWords(financeWords);
  const common = useWords(commonWords);
  return (
    <li>
      <Link href={links.asset(asset.id)} className="grow clip plain-link">
        <bdi>{asset.name}</bdi> <span className="mono muted small">{asset.tag}</span>
      </Link>
      <AssetStatusChip status={asset.status} />
      <Button variant="subtle" color="gray" size="compact-sm" aria-label={words.contracts.uncover(asset.tag)} onClick={onRemove}>
        {common.remove}
      </Button>
    </li>
  );
}
