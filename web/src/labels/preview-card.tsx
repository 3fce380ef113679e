import { ActionIcon, Button } from '@mantine/core';
import { IconAlertTriangle, IconChevronLeft, IconChevronRight, IconDownload } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../api/client.ts';
import { fieldErrors, inPageLanguage } from '../api/problem.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Card, Empty } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import { fetchPdf } from './fetch-pdf.ts';
import type { Preview } from './label-form.ts';
import { labelWords } from './label-words.ts';

/** Reads the preview of a page of labels; what is wrong with the request comes field by field. */
export function usePreview(print: object | null, page: number) {
  const query = useQuery({
    queryKey: ['label-previews', print, page],
    queryFn: ({ signal }) => api.post<Preview>('/label-previews', print, { params: { page }, signal }),
    enabled: print !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return { preview: print ? query.data : undefined, errors: query.error ? fieldErrors(query.error) : {}, error: query.error };
}

interface Props {
  print: object | null;
  page: number;
  setPage: (page: number) => void;
  preview: Preview | undefined;
  errors: Record<string, string>;
}

/** The page as it will come out of the printer, with what would not fit. */
export function PreviewCard({ print, page, setPage, preview, errors }: Props) {
  const words = useWords(labelWords);
  const [isBusy, act] = useAct();
  const url = useSvgUrl(preview?.svg);
  const faults = Object.values(errors);
  const pager = preview && preview.pageCount > 1 && (
    <>
      <ActionIcon size={30} aria-label={words.earlier} disabled={preview.page === 0} onClick={() => setPage(preview.page - 1)}>
        <IconChevronLeft size={17} aria-hidden />
      </ActionIcon>
      <span className="small number">{words.previewOf(preview.page + 1, preview.pageCount)}</span>
      <ActionIcon size={30} aria-label={words.later} disabled={page >= preview.pageCount - 1} onClick={() => setPage(preview.page + 1)}>
        <IconChevronRight size={17} aria-hidden />
      </ActionIcon>
    </>
  );
  return (
    <Card title={words.preview} actions={pager}>
      {!print && <Empty title={words.nothing}>{words.nothingText}</Empty>}
      {faults.map((fault) => (
        <p key={fault} role="alert" className="bad">
          {inPageLanguage(fault)}
        </p>
      ))}
      {print && preview && (
        <div className="stack tight">
          {url && <img className="label-page" src={url} alt={words.count(preview.labelCount)} />}
          <ul className="small" role="status">
            {preview.warnings.map(({ warning, count }) => (
              <li key={warning} className="warned row tight nowrap">
                <IconAlertTriangle size={15} aria-hidden /> {words.warnings[warning](count)}
              </li>
            ))}
          </ul>
          <div className="row">
            <Button
              leftSection={<IconDownload size={16} aria-hidden />}
              loading={isBusy}
              disabled={faults.length > 0}
              onClick={() => void act(() => fetchPdf('/label-prints', print, 'labels.pdf'))}
            >
              {words.pdf}
            </Button>
            <span className="muted small">
              {words.count(preview.labelCount)}. {words.atFullSize}
            </span>
          </div>
        </div>
      )}
    </Card>
  );
}

function useSvgUrl(svg: string | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!svg) return setUrl(null);
    const next = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    setUrl(next);
    return () => URL.revokeObjectURL(next);
  }, [svg]);
  return url;
}
