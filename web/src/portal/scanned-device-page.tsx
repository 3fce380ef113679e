import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { isStatus } from '../api/problem.ts';
import { useGet } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Empty, Loaded, PageHead, useTitle } from '../ui/states.tsx';
import { DeviceFacts } from './device-facts.tsx';
import { portalWords } from './words.ts';
import './portal.css';

/** Where the label of a device leads an employee who scans it, be it theirs or not. */
export function ScannedDevicePage({ tag }: { tag: string }) {
  const asset = useGet<Asset>(`/assets/${encodeURIComponent(tag)}`);
  return (
    <div className="page narrow">
      {isStatus(asset.error, 404) ? <NotMine tag={tag} /> : <Loaded query={asset}>{(mine) => <Mine asset={mine} />}</Loaded>}
    </div>
  );
}

function Mine({ asset }: { asset: Asset }) {
  const words = useWords(portalWords);
  return (
    <div className="stack">
      <PageHead title={asset.name} lead={words.deviceMineLead} back={{ href: links.myDevices(), label: words.devicesTitle }} />
      <DeviceFacts asset={asset} />
      <Button component={Link} href={links.fileIncident({ asset: asset.id })} size="md" className="long-button">
        {words.problemWithThis}
      </Button>
    </div>
  );
}

/** Says the same of a device of somebody else and of a tag that nothing has: whose it is, is not for everybody. */
function NotMine({ tag }: { tag: string }) {
  const words = useWords(portalWords);
  useTitle(words.notMineTitle);
  const actions = (
    <div className="row device-ways">
      <Button component={Link} href={links.fileIncident({ about: tag })} className="long-button">
        {words.problemAbout(tag)}
      </Button>
      <Button component={Link} href={links.myDevices()} variant="default">
        {words.devicesTitle}
      </Button>
    </div>
  );
  return (
    <div className="card">
      <Empty isPage title={words.notMineTitle} action={actions}>
        {words.notMineText(tag)}
      </Empty>
    </div>
  );
}
