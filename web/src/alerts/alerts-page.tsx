import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useGet, useList } from '../api/queries.ts';
import { useSearchState } from '../app/search-state.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { AlertLine } from './alert-line.tsx';
import type { Alert, AlertCounts } from './alert-types.ts';
import { alertWords } from './alert-words.ts';
import { DigestDialog } from './digest-dialog.tsx';
import { RulesDialog } from './rules-dialog.tsx';

const initial = { kind: '', state: 'open' };

/** What should be seen to, the earliest due first. */
export function AlertsPage() {
  const words = useWords(alertWords);
  const isLead = hasRole(useMe(), 'lead');
  const [filters, setFilters] = useSearchState(initial);
  const [open, setOpen] = useState<'rules' | 'digest' | null>(null);
  const alerts = useList<Alert>('/alerts', { kind: filters.kind || undefined, state: filters.state });
  const isOpen = filters.state === 'open';
  return (
    <>
      <PageHead
        title={words.title}
        lead={words.lead}
        actions={
          <>
            <Button variant="default" onClick={() => setOpen('digest')}>
              {words.digest}
            </Button>
            {isLead && (
              <Button variant="default" onClick={() => setOpen('rules')}>
                {words.rules}
              </Button>
            )}
          </>
        }
      />
      <div className="filters">
        <SegmentedControl
          aria-label={words.state}
          data={[
            { value: 'open', label: words.open },
            { value: 'dismissed', label: words.dismissed },
          ]}
          value={filters.state}
          onChange={(state) => setFilters({ state })}
        />
      </div>
      {isOpen && <Kinds kind={filters.kind} onChange={(kind) => setFilters({ kind })} />}
      <section className="card">
        <Listed query={alerts} empty={isOpen ? <Empty title={words.none}>{words.noneText}</Empty> : <Empty title={words.noneDismissed} />}>
          {(items) => (
            <ul className="lines">
              {items.map((alert) => (
                <AlertLine key={alert.id} alert={alert} />
              ))}
            </ul>
          )}
        </Listed>
      </section>
      {open === 'rules' && <RulesDialog onClose={() => setOpen(null)} />}
      {open === 'digest' && <DigestDialog onClose={() => setOpen(null)} />}
    </>
  );
}

/** The kinds of which there are any, with how many; one may be chosen. */
function Kinds({ kind, onChange }: { kind: string; onChange: (kind: string) => void }) {
  const words = useWords(alertWords);
  const format = useFormats();
  const counts = useGet<AlertCounts>('/alerts/counts');
  if (!counts.data || counts.data.total === 0) return null;
  const options = [{ kind: '', label: words.all(format.number(counts.data.total)) }].concat(
    counts.data.kinds.map((each) => ({ kind: each.kind, label: `${words.kinds[each.kind]} · ${format.number(each.count)}` })),
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form
    <div className="row nowrap alert-kinds" role="group" aria-label={words.kind}>
      {options.map((option) => (
        <Button
          key={option.kind}
          variant="default"
          className={option.kind === kind ? 'facet on' : 'facet'}
          aria-pressed={option.kind === kind}
          onClick={() => onChange(option.kind)}
        >
          {option.label}
        </Button>
      ))}
    </div>
  );
}
