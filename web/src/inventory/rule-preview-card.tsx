import { Link } from 'wouter';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Card } from '../ui/states.tsx';
import type { RulePreview } from './inventory-types.ts';
import { inventoryWords } from './inventory-words.ts';

/** Which machines the rules on the page would place otherwise. */
export function RulePreviewCard({ preview }: { preview: RulePreview }) {
  const words = useWords(inventoryWords);
  const { moves, looked } = preview;
  return (
    <Card title={words.preview}>
      <p role="status">{moves.length === 0 ? words.previewNone(looked) : words.previewSome(moves.length)}</p>
      <ul>
        {moves.map((move) => (
          <li key={move.fingerprintId}>
            <bdi>{move.name ?? words.unnamed}</bdi>{' '}
            {move.from && (
              <Link href={links.asset(move.from.id)}>
                <span className="mono">{move.from.tag}</span>
              </Link>
            )}{' '}
            → {move.to === 'asset' ? words.previewTo.asset(move.asset?.tag ?? '') : words.previewTo[move.to]}
          </li>
        ))}
      </ul>
    </Card>
  );
}
