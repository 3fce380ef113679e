import { Button } from '@mantine/core';
import { IconBell, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { refresh } from '../api/queries.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Bones, Card } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { AddWayDialog } from './add-way-dialog.tsx';
import { useContactMethods } from './rule-types.ts';
import { ruleWords } from './rule-words.ts';
import { TestButton } from './test-button.tsx';
import { canPush, subscribe, useOwnEndpoint } from './this-browser.ts';
import { wayIcons } from './way-icons.tsx';
import { WayLine } from './way-line.tsx';

/** The ways to reach me, each with its test. */
export function WaysCard() {
  const words = useWords(ruleWords);
  const me = useMe();
  const ways = useContactMethods();
  const own = useOwnEndpoint();
  const [adding, setAdding] = useState<'mail' | 'webhook' | null>(null);
  const isHere = ways.items.some(({ channel, address }) => channel === 'push' && address === own.data);
  return (
    <Card title={words.ways} flush>
      <p className="muted small quiet">{words.waysText}</p>
      <ul className="lines ways">
        <li>
          <IconBell size={18} stroke={1.7} aria-hidden />
          <div className="grow">
            <strong>{words.inPages}</strong>
            <div className="muted small">{words.inPagesText}</div>
          </div>
        </li>
        <li>
          {wayIcons.mail}
          <div className="grow">
            <strong>{words.ownMail}</strong>
            <div className="muted small clip">{me.email}</div>
          </div>
          <TestButton id="mail" name={words.ownMail} />
        </li>
        {ways.items.map((way) => (
          <WayLine way={way} isHere={way.address === own.data} key={way.id} />
        ))}
      </ul>
      {ways.data === undefined && !ways.error && <Bones lines={1} />}
      <div className="row quiet ways-add">
        {!isHere && <AddBrowser />}
        <Button variant="default" size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setAdding('mail')}>
          {words.addMail}
        </Button>
        {hasRole(me, 'technician') && (
          <Button variant="default" size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setAdding('webhook')}>
            {words.addWebhook}
          </Button>
        )}
      </div>
      {adding && <AddWayDialog channel={adding} onClose={() => setAdding(null)} />}
    </Card>
  );
}

function AddBrowser() {
  const words = useWords(ruleWords);
  const [isBusy, act] = useAct();
  const own = useOwnEndpoint();
  if (!canPush()) return <p className="muted small">{words.browserCannot}</p>;
  const add = () =>
    act(async () => {
      const isAllowed = await subscribe();
      toast(isAllowed ? words.browserAdded : words.browserBlocked, { isBad: !isAllowed });
      await own.refetch();
      await refresh('me/contact-methods');
    });
  return (
    <Button size="xs" loading={isBusy} leftSection={wayIcons.push} onClick={() => void add()}>
      {words.addBrowser}
    </Button>
  );
}
