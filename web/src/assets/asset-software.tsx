import { useList } from '../api/queries.ts';
import type { Asset, Software } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Card, Listed } from '../ui/states.tsx';
import { assetWords } from './asset-words.ts';

const hasSoftware = (kind: Asset['kind']) => kind === 'computer' || kind === 'server' || kind === 'mobile';

/** What agents found installed. */
export function AssetSoftware({ asset }: { asset: Asset }) {
  const words = useWords(assetWords);
  const format = useFormats();
  const software = useList<Software>(`/assets/${asset.id}/software`, { limit: 50 }, { enabled: hasSoftware(asset.kind) });
  if (!hasSoftware(asset.kind)) return null;
  return (
    <Card title={words.software} flush>
      <Listed query={software} empty={<p className="muted quiet">{words.noSoftware}</p>}>
        {(items) => (
          <div className="table-scroll">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{words.name}</th>
                  <th scope="col">{words.version}</th>
                  <th scope="col">{words.publisher}</th>
                  <th scope="col" className="end">
                    {words.firstSeen}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={item.id}>
                    <td>{item.name}</td>
                    <td className="mono">{item.version}</td>
                    <td className="muted">{item.publisher}</td>
                    <td className="end muted">{format.date(item.firstSeenAt)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Listed>
    </Card>
  );
}
