import type { Asset } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useNow } from '../live/now.ts';
import { Chip } from '../ui/icons.tsx';
import { Card, Facts } from '../ui/states.tsx';
import { assetWords } from './asset-words.ts';

/** What it cost and how long the maker stands by it; nothing when nobody wrote it down. */
export function WarrantyFacts({ asset }: { asset: Asset }) {
  const words = useWords(assetWords);
  const format = useFormats();
  const { purchasedOn, purchaseCost, purchaseCurrency, warrantyUntil } = asset;
  if (!purchasedOn && purchaseCost === null && !warrantyUntil) return null;
  return (
    <Card title={words.money}>
      <Facts
        of={[
          [words.purchasedOn, purchasedOn && format.date(`${purchasedOn}T12:00`)],
          [words.purchaseCost, purchaseCost !== null && format.money(purchaseCost, purchaseCurrency ?? 'EUR')],
          [words.warrantyUntil, warrantyUntil && <Warranty until={warrantyUntil} />],
        ]}
      />
    </Card>
  );
}

function Warranty({ until }: { until: string }) {
  const words = useWords(assetWords);
  const format = useFormats();
  const end = new Date(`${until}T23:59:59`).getTime();
  const now = useNow();
  const isSoon = end > now && end - now < 60 * 86_400_000;
  return (
    <span className="row tight">
      {format.date(`${until}T12:00`)}
      {end < now && <Chip>{words.warrantyOver}</Chip>}
      {isSoon && <Chip tone="warn">{words.warrantyLeft(format.ago(new Date(end), now))}</Chip>}
    </span>
  );
}
