import { Button } from '@mantine/core';
import { useState } from 'react';
import { useGet } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { type Formats, useFormats } from '../i18n/format.ts';
import { Card, Facts, Loaded } from '../ui/states.tsx';
import { onDay } from './day.ts';
import type { AssetMoney } from './finance-types.ts';
import { financeWords } from './finance-words.ts';
import { PurchaseDialog } from './purchase-dialog.tsx';
import { YearsTable } from './years-table.tsx';

/** What the device cost, what it is worth today, and how that goes on. */
export function AssetMoneyCard({ asset }: { asset: Asset }) {
  const words = useWords(financeWords);
  const money = useGet<AssetMoney>(`/assets/${asset.id}/money`);
  const [isEditing, setEditing] = useState(false);
  return (
    <Card
      title={words.money.title}
      actions={
        <Button variant="subtle" size="compact-sm" disabled={!money.data} onClick={() => setEditing(true)}>
          {words.money.edit}
        </Button>
      }
    >
      <Loaded query={money} lines={3}>
        {(found) => <Shown money={found} />}
      </Loaded>
      {isEditing && money.data && <PurchaseDialog asset={asset} money={money.data} onClose={() => setEditing(false)} />}
    </Card>
  );
}

function Shown({ money }: { money: AssetMoney }) {
  const words = useWords(financeWords);
  const format = useFormats();
  const currency = money.currency ?? 'EUR';
  const facts = factsOf(money, words, format);
  const isEmpty = facts.every(([, value]) => value === null || value === undefined || value === false || value === '');
  if (isEmpty) return <p className="muted">{words.money.empty}</p>;
  return (
    <div className="stack">
      <Facts of={facts} />
      {money.years.length > 0 && <YearsTable years={money.years} currency={currency} />}
    </div>
  );
}

type Words = (typeof financeWords)['en'];

function factsOf(money: AssetMoney, words: Words, format: Formats): Parameters<typeof Facts>[0]['of'] {
  const currency = money.currency ?? 'EUR';
  const day = (on: string | null) => on && onDay(format, on);
  const amount = (value: number | null | undefined) => value != null && format.money(value, currency);
  const { plan, value, endOfLifeOn, isEndOfLifeEntered } = money;
  return [
    [words.cost, amount(money.cost)],
    [words.money.bookValue, amount(value?.bookValue)],
    [words.money.depreciated, amount(value?.depreciated)],
    [words.money.purchasedOn, day(money.purchasedOn)],
    [words.money.inServiceOn, day(money.inServiceOn)],
    [words.supplier, money.supplier?.name],
    [words.money.orderNumber, money.orderNumber],
    [words.money.invoiceNumber, money.invoiceNumber],
    [
      words.money.plan,
      money.isNotDepreciated ? words.money.isNotDepreciated : plan && (plan.isOwn ? plan.name : words.money.planOfKind(plan.name)),
    ],
    [words.money.endOfLife, endOfLifeOn && (isEndOfLifeEntered ? day(endOfLifeOn) : words.money.byPlan(onDay(format, endOfLifeOn)))],
    [words.money.repairs, money.repairs.map(({ cost, currency: unit }) => format.money(cost, unit)).join(', ')],
  ];
}
