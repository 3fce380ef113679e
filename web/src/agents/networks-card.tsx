import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { inPageLanguage } from '../api/problem.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { durationMs, useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Ago } from '../ui/marks.tsx';
import { Card, Empty, Loaded } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import type { Network, Run } from './agent-types.ts';
import { CredentialsCard } from './credentials-card.tsx';
import { DevicesDialog } from './devices-dialog.tsx';
import { NetworkDialog } from './network-dialog.tsx';
import { networkWords } from './network-words.ts';

type Open = { dialog: 'edit' | 'devices'; network: Network | null } | null;

/** The networks that appointed agents look through, and how devices there are asked. */
export function NetworksCard() {
  const words = useWords(networkWords);
  const isAdmin = hasRole(useMe(), 'admin');
  const networks = useGet<Page<Network>>('/discovery-networks', {}, { refetchInterval: 15_000 });
  const [open, setOpen] = useState<Open>(null);
  return (
    <>
      <Card
        flush
        title={words.networks}
        actions={
          isAdmin && (
            <Button size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setOpen({ dialog: 'edit', network: null })}>
              {words.addNetwork}
            </Button>
          )
        }
      >
        <Loaded query={networks}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={words.noNetworks}>{words.noNetworksText}</Empty>
            ) : (
              <ul className="lines">
                {items.map((network) => (
                  <Line key={network.id} network={network} open={setOpen} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Card>
      {isAdmin && <CredentialsCard />}
      {open?.dialog === 'edit' && <NetworkDialog network={open.network} onClose={() => setOpen(null)} />}
      {open?.dialog === 'devices' && open.network && <DevicesDialog network={open.network} onClose={() => setOpen(null)} />}
    </>
  );
}

const tones: Record<Run['status'], string> = { planned: 'info', sent: 'info', running: 'velvet', done: 'good', failed: 'danger' };

function Line({ network, open }: { network: Network; open: (open: Open) => void }) {
  const words = useWords(networkWords);
  const common = useWords(commonWords);
  const format = useFormats();
  const me = useMe();
  const { name, ranges, addressCount, agent, location, every, lastRun, nextRunAt, isActive } = network;
  const everyMs = every === null ? null : durationMs(every);
  return (
    <li className="agent-line">
      <div className="grow">
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <div className="muted small">
          {ranges.map(({ from, to }) => (from === to ? from : `${from} – ${to}`)).join(', ')} · {words.addressCount(addressCount)}
        </div>
        <div className="muted small">
          {[
            agent ? words.by(agent.name ?? agent.deviceId) : words.noAgent,
            location?.name,
            everyMs === null ? words.onlyAsked : words.every(format.duration(everyMs)),
            nextRunAt && isActive && words.next(format.moment(nextRunAt)),
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
        {lastRun && (
          <div className="small muted">
            {words.steps[lastRun.step]}: {words.foundIn(lastRun.found, lastRun.addresses)} · <Ago at={lastRun.endedAt ?? lastRun.askedAt} />
          </div>
        )}
        {lastRun?.error && <div className="small agent-error">{inPageLanguage(lastRun.error)}</div>}
      </div>
      {lastRun && (
        <Chip tone={tones[lastRun.status]} dot>
          {words.statuses[lastRun.status]}
        </Chip>
      )}
      <div className="row tight">
        <Button size="compact-sm" variant="default" aria-label={words.devicesOf(name)} onClick={() => open({ dialog: 'devices', network })}>
          {words.devices}
        </Button>
        {hasRole(me, 'lead') && agent && <RunButton network={network} />}
        {hasRole(me, 'admin') && (
          <Button size="compact-sm" variant="subtle" aria-label={words.editNetwork(name)} onClick={() => open({ dialog: 'edit', network })}>
            {common.edit}
          </Button>
        )}
      </div>
    </li>
  );
}

function RunButton({ network }: { network: Network }) {
  const words = useWords(networkWords);
  const [isBusy, act] = useAct();
  const isUnderWay = network.lastRun !== null && ['planned', 'sent', 'running'].includes(network.lastRun.status);
  const run = async () => {
    if (await act(() => api.post(`/discovery-networks/${network.id}/runs`).then(() => refresh('discovery-networks')))) toast(words.asked);
  };
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={isBusy}
      disabled={isUnderWay}
      aria-label={words.lookThrough(network.name)}
      onClick={() => void run()}
    >
      {words.look}
    </Button>
  );
}
