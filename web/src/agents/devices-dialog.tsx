import { Modal } from '@mantine/core';
import { Link } from 'wouter';
import { inPageLanguage } from '../api/problem.ts';
import { useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import { Ago } from '../ui/marks.tsx';
import { Empty, Listed } from '../ui/states.tsx';
import type { Device, Network } from './agent-types.ts';
import { networkWords } from './network-words.ts';

/** What answered in a network. */
export function DevicesDialog({ network, onClose }: { network: Network; onClose: () => void }) {
  const words = useWords(networkWords);
  const devices = useList<Device>(`/discovery-networks/${network.id}/devices`);
  return (
    <Modal opened onClose={onClose} title={words.devicesOf(network.name)} size="xl">
      <Listed query={devices} empty={<Empty title={words.noDevices}>{words.noDevicesText}</Empty>}>
        {(items) => (
          <ul className="lines">
            {items.map((device) => (
              <Line key={device.id} device={device} />
            ))}
          </ul>
        )}
      </Listed>
    </Modal>
  );
}

function Line({ device }: { device: Device }) {
  const words = useWords(networkWords);
  const { ip, mac, name, dnsName, manufacturer, model, deviceType, place, answersSnmp, asset, lastSeenAt, lastError } = device;
  return (
    <li className="agent-line">
      <div className="grow">
        <strong>
          <bdi>{name ?? dnsName ?? ip}</bdi>
        </strong>
        <div className="muted small">{[ip, mac, deviceType].filter(Boolean).join(' · ')}</div>
        <div className="muted small">{[[manufacturer, model].filter(Boolean).join(' '), place].filter(Boolean).join(' · ')}</div>
        {asset && (
          <div className="small">
            <Link href={links.asset(asset.tag)}>
              {asset.tag} <bdi>{asset.name}</bdi>
            </Link>
          </div>
        )}
        {lastError && <div className="small agent-error">{inPageLanguage(lastError)}</div>}
      </div>
      <span className="muted small one-line">
        <Ago at={lastSeenAt} />
      </span>
      <Chip tone={answersSnmp ? 'good' : ''}>{answersSnmp ? words.answersSnmp : words.noSnmp}</Chip>
    </li>
  );
}
