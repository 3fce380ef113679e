import { useList } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Card, Listed } from '../ui/states.tsx';
import type { Seat } from './licence-types.ts';
import { licenceWords } from './licence-words.ts';
import { SeatLine } from './seat-lines.tsx';

/** The seats that the device holds. */
export function AssetLicencesCard({ asset }: { asset: Asset }) {
  const words = useWords(licenceWords);
  const seats = useList<Seat>(`/assets/${asset.id}/licences`);
  return (
    <Card title={words.ofDevice} flush>
      <Listed query={seats} empty={<p className="muted quiet">{words.ofDeviceNone}</p>}>
        {(items) => (
          <ul className="lines">
            {items.map((seat) => (
              <SeatLine key={seat.id} seat={seat} isWithLicence canFree />
            ))}
          </ul>
        )}
      </Listed>
    </Card>
  );
}
