import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../api/client.ts';
import { inPageLanguage } from '../api/problem.ts';
import type { HandOverPreview, Signature } from './custody-types.ts';
import type { DraftItem } from './hand-over-items.tsx';

export interface HandOverDraft {
  direction: 'out' | 'in';
  personId: string | null;
  personName: string;
  items: DraftItem[];
  dueOn: string;
  note: string;
  language: 'en' | 'fr' | null;
  locationId: string | null;
  despiteReservations: boolean;
}

/** What the API is told of a draft. */
export const bodyOf = ({ direction, personId, items, dueOn, note, language, despiteReservations }: HandOverDraft) => ({
  direction,
  personId,
  items: items.map(({ assetId, condition, isHeld }) => ({
    assetId,
    condition: condition.trim() || null,
    isHeld: direction === 'out' && isHeld,
  })),
  dueAt: direction === 'out' && dueOn ? new Date(`${dueOn}T18:00`).toISOString() : null,
  note: note.trim() || null,
  ...(language && { language }),
  ...(despiteReservations && { despiteReservations }),
});

/**
 * The text of a draft as it would be signed, always the present one: it is read again when the draft changes, and when
 * another desk takes one of its devices. A signature under a text that has changed since is let go of.
 */
export function usePreview(draft: HandOverDraft) {
  const [body] = useDebouncedValue(bodyOf(draft), 250);
  const [signature, setSignature] = useState<Signature | null>(null);
  const [wasDropped, setWasDropped] = useState(false);
  const isReady = body.personId !== null && body.items.length > 0;
  const preview = useQuery({
    queryKey: ['hand-overs', 'preview', body],
    queryFn: () => api.post<HandOverPreview>('/hand-overs/preview', body),
    enabled: isReady,
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
  });
  const textHash = isReady ? preview.data?.textHash : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text is what drops the signature
  useEffect(() => {
    setSignature((drawn) => {
      if (drawn) setWasDropped(true);
      return null;
    });
  }, [textHash]);
  const problems = Object.fromEntries(
    (preview.data?.items ?? []).flatMap(({ assetId, problem }) => (problem ? [[assetId, inPageLanguage(problem)]] : [])),
  );
  return {
    preview: isReady ? preview.data : undefined,
    error: isReady ? preview.error : null,
    isCurrent: isReady && !preview.isFetching && JSON.stringify(body) === JSON.stringify(bodyOf(draft)),
    refetch: preview.refetch,
    problems,
    isReserved: (preview.data?.items ?? []).some(({ problem }) => problem?.includes(' is reserved for ')),
    signature,
    wasDropped,
    sign: (drawn: Signature | null) => {
      setSignature(drawn);
      setWasDropped(false);
    },
  };
}
