import { Link } from 'wouter';
import { useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Loaded } from '../ui/states.tsx';
import { ChangeList } from './change-list.tsx';
import type { FactChange } from './inventory-types.ts';
import { inventoryWords } from './inventory-words.ts';
import './inventory.css';

const weekMs = 7 * 86_400_000;

/** What changed on a device in the seven days before something happened: often the cause, and seldom mentioned. */
export function ChangesBefore({ assetId, at, isOpen }: { assetId: string; at: string; isOpen: boolean }) {
  const words = useWords(inventoryWords);
  return (
    <details className="small" open={isOpen}>
      <summary className="muted">{words.changesBefore}</summary>
      <Changes assetId={assetId} at={at} />
    </details>
  );
}

function Changes({ assetId, at }: { assetId: string; at: string }) {
  const words = useWords(inventoryWords);
  const since = new Date(new Date(at).getTime() - weekMs).toISOString();
  const query = useGet<Page<FactChange>>(`/assets/${assetId}/changes`, { since, until: at, limit: 100 });
  return (
    <Loaded query={query} lines={1}>
      {({ items }) => (
        <>
          {items.length === 0 ? <p className="muted">{words.noChangesBefore}</p> : <ChangeList changes={items} few={3} />}
          <Link href={links.asset(assetId, 'changes')}>{words.moreChanges}</Link>
        </>
      )}
    </Loaded>
  );
}
