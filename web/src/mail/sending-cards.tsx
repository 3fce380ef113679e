import { Button } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh, useGet, useList } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Ago } from '../ui/marks.tsx';
import { Card, Empty, Listed, Loaded } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { DeadAddress, MailLimit } from './mail-types.ts';
import { mailboxWords } from './mailbox-words.ts';

/** What is not sent, and why: addresses that are no more, and automatic mail that is held back. */
export function SendingCards() {
  return (
    <>
      <DeadAddresses />
      <Limits />
    </>
  );
}

function DeadAddresses() {
  const words = useWords(mailboxWords);
  const addresses = useList<DeadAddress>('/undeliverable-addresses');
  const [isBusy, act] = useAct();
  const revive = async (address: string) => {
    const isDone = await act(() => api.delete(`/undeliverable-addresses/${encodeURIComponent(address)}`));
    await refresh('undeliverable-addresses');
    if (isDone) toast(words.revived);
  };
  return (
    <Card flush title={words.deadTitle}>
      <p className="muted mail-lead">{words.deadLead}</p>
      <Listed query={addresses} empty={<Empty title={words.noDead} />}>
        {(items) => (
          <ul className="lines">
            {items.map(({ address, status, reason, notedAt }) => (
              <li key={address}>
                <div className="grow">
                  <bdi>{address}</bdi>
                  <div className="muted small">
                    {status} {reason}
                  </div>
                </div>
                <span className="muted small one-line">
                  <Ago at={notedAt} />
                </span>
                <Button size="compact-sm" variant="default" loading={isBusy} onClick={() => void revive(address)}>
                  {words.revive}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </Card>
  );
}

function Limits() {
  const words = useWords(mailboxWords);
  const limits = useGet<Page<MailLimit>>('/mail-limits');
  const [isBusy, act] = useAct();
  const lift = async (name: string) => {
    const isDone = await act(() => api.delete(`/mail-limits/${encodeURIComponent(name)}`));
    await refresh('mail-limits');
    if (isDone) toast(words.lifted);
  };
  return (
    <Card flush title={words.limitsTitle}>
      <p className="muted mail-lead">{words.limitsLead}</p>
      <Loaded query={limits} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.noLimits} />
          ) : (
            <ul className="lines">
              {items.map(({ name, suppressed, triedAt }) => (
                <li key={name}>
                  <div className="grow">
                    {words.limitKinds[name.split(':')[0] ?? '']} <bdi>{name.split(':').at(-1)}</bdi>
                    <div className="muted small">{words.suppressed(suppressed)}</div>
                  </div>
                  <span className="muted small one-line">
                    <Ago at={triedAt} />
                  </span>
                  <Button size="compact-sm" variant="default" loading={isBusy} onClick={() => void lift(name)}>
                    {words.lift}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
