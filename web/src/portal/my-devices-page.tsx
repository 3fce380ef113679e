import { useGet } from '../api/queries.ts';
import type { Asset, Page } from '../api/types.ts';
import { useMe } from '../auth/me.tsx';
import { MyCustody, MyTasks } from '../custody/my-custody.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Empty, Loaded, PageHead } from '../ui/states.tsx';
import { DeviceFacts, DeviceProblemLink } from './device-facts.tsx';
import { portalWords } from './words.ts';
import './portal.css';

export function MyDevicesPage() {
  const words = useWords(portalWords);
  const me = useMe();
  const devices = useGet<Page<Asset>>(`/people/${me.id}/assets`);
  return (
    <div className="page narrow">
      <PageHead title={words.devicesTitle} lead={words.devicesLead} />
      <div className="stack">
        <MyTasks />
      </div>
      <Loaded query={devices}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="card">
              <Empty title={words.noDevices}>{words.noDevicesText}</Empty>
            </div>
          ) : (
            <ul className="stack tight">
              {items.map((asset) => (
                <li key={asset.id}>
                  <DeviceFacts asset={asset} isListed action={<DeviceProblemLink asset={asset} />} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <div className="stack" style={{ marginTop: 20 }}>
        <MyCustody />
      </div>
    </div>
  );
}
