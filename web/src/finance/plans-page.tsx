import { Button } from '@mantine/core';
import { IconChartLine, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useList } from '../api/queries.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import type { Plan } from './finance-types.ts';
import { financeWords } from './finance-words.ts';
import { PlanDialog } from './plan-dialog.tsx';

/** How things lose their value in the books. */
export function PlansPage() {
  const words = useWords(financeWords);
  const isLead = hasRole(useMe(), 'lead');
  const plans = useList<Plan>('/depreciation-plans');
  const [editing, setEditing] = useState<Plan | 'new' | null>(null);
  return (
    <>
      <PageHead
        title={words.plans.title}
        lead={words.plans.lead}
        actions={
          isLead && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
              {words.plans.add}
            </Button>
          )
        }
      />
      <section className="card">
        <Listed query={plans} empty={<Empty title={words.plans.none}>{words.plans.noneText}</Empty>}>
          {(items) => (
            <ul className="lines">
              {items.map((plan) => (
                <Line key={plan.id} plan={plan} onEdit={isLead ? () => setEditing(plan) : null} />
              ))}
            </ul>
          )}
        </Listed>
      </section>
      {editing && <PlanDialog plan={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function Line({ plan, onEdit }: { plan: Plan; onEdit: (() => void) | null }) {
  const words = useWords(financeWords);
  const common = useWords(commonWords);
  const format = useFormats();
  const kinds = plan.kinds.map((kind) => (common.assetKind as Record<string, string>)[kind] ?? kind);
  const method = words.plans.methods[plan.method];
  const facts = [
    plan.factor ? `${method} × ${format.number(plan.factor)}` : method,
    words.plans.life(plan.lifeMonths),
    plan.salvagePercent > 0 && `${words.plans.salvagePercent}: ${format.number(plan.salvagePercent)}`,
    kinds.length > 0 && words.plans.forKinds(format.list(kinds)),
  ];
  return (
    <li>
      <IconChartLine size={17} className="muted" aria-hidden />
      <div className="grow">
        <bdi>{plan.name}</bdi>
        <div className="muted small">{facts.filter(Boolean).join(' · ')}</div>
      </div>
      {onEdit && (
        <Button variant="subtle" size="compact-sm" aria-label={words.plans.edit(plan.name)} onClick={onEdit}>
          {common.edit}
        </Button>
      )}
    </li>
  );
}
