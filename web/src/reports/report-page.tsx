import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useGet } from '../api/queries.ts';
import { useSearchState } from '../app/search-state.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Empty, Loaded, PageHead } from '../ui/states.tsx';
import { ReportFilters, useReportParams } from './report-filters.tsx';
import { ReportTable } from './report-table.tsx';
import type { Report, ReportName } from './report-types.ts';
import { reportWords } from './report-words.ts';
import { SatisfactionParts } from './satisfaction-parts.tsx';

const FlowChart = lazy(async () => ({ default: (await import('./flow-chart.tsx')).FlowChart }));

export const noFilters = {
  days: '28',
  by: 'supportGroup',
  interval: 'day',
  supportGroupId: '',
  serviceId: '',
  priority: '',
  from: '',
  to: '',
};

/** One report: its filters in the address, its numbers as a chart where time passes, and as a table. */
export function ReportPage({ name }: { name: ReportName }) {
  const words = useWords(reportWords);
  const [state, set] = useSearchState(noFilters);
  const params = useReportParams(name, state);
  const report = useGet<Report>(`/reports/${name}`, params);
  const csv = `/api/v1/reports/${name}/export.csv?${new URLSearchParams(Object.entries(params).filter((entry): entry is [string, string] => Boolean(entry[1])))}`;
  return (
    <>
      <PageHead
        title={words.parts[name]}
        lead={words.leads[name]}
        actions={
          <Button component="a" href={csv} variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
            {words.csv}
          </Button>
        }
      />
      <ReportFilters name={name} state={state} set={set} />
      <Loaded query={report}>
        {(data) =>
          data.rows.length === 0 ? (
            <section className="card">
              <Empty title={words.nothing}>{words.nothingText}</Empty>
            </section>
          ) : (
            <>
              {name === 'flow' && (
                <section className="card report-chart">
                  <Suspense fallback={<div style={{ height: 260 }} />}>
                    <FlowChart report={data} />
                  </Suspense>
                </section>
              )}
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard */}
              <section className="card report-scroll" tabIndex={0} aria-label={words.parts[name]}>
                <ReportTable report={data} />
              </section>
            </>
          )
        }
      </Loaded>
      {name === 'satisfaction' && <SatisfactionParts />}
    </>
  );
}
