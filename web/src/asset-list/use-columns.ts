import { useState } from 'react';
import { api } from '../api/client.ts';
import { keyOf, queryClient, useGet } from '../api/queries.ts';
import { useTellProblem } from '../ui/toast.tsx';
import type { AssetView, Column } from './list-types.ts';

/** Every column that there is; the server refuses others. */
export const columnNames: Column[] = [
  'tag',
  'status',
  'custodian',
  'location',
  'kind',
  'manufacturer',
  'model',
  'serial',
  'criticality',
  'checkedOutAt',
  'dueAt',
  'warrantyUntil',
  'purchasedOn',
  'purchaseCost',
  'createdAt',
  'updatedAt',
];
export const firstColumns: Column[] = ['tag', 'status', 'custodian', 'location', 'updatedAt'];

interface Columns {
  columns: Column[];
  isOfView: boolean;
  choose: (columns: Column[]) => void;
}

/** The columns of the view on screen, or those that the reader has chosen for all of theirs. */
export function useColumns(view: AssetView | null): Columns {
  const tell = useTellProblem();
  const kept = useGet<{ columns: Column[] }>('/assets/columns');
  const [tried, setTried] = useState<{ viewId: string; columns: Column[] } | null>(null);
  const own = kept.data?.columns ?? firstColumns;
  const ofView = (view?.columns ?? []).filter((name): name is Column => columnNames.some((known) => known === name));
  if (view && ofView.length > 0) {
    const columns = tried?.viewId === view.id ? tried.columns : ofView;
    return { columns, isOfView: true, choose: (next) => setTried({ viewId: view.id, columns: next }) };
  }
  const choose = (columns: Column[]) => {
    queryClient.setQueryData(keyOf('/assets/columns'), { columns });
    api.put('/assets/columns', { columns }).catch((error) => {
      tell(error);
      void kept.refetch();
    });
  };
  return { columns: own, isOfView: false, choose };
}
