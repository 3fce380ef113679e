import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FailureClass } from '../../../server/backups/backup-schemas.ts';
import { api } from '../api/client.ts';
import { useWords } from '../i18n/dictionary.ts';
import { copyText } from '../ui/copy.ts';
import { Banner, Card } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { Policy } from './backup-types.ts';
import { failureWords } from './failure-words.ts';
import { sshWords } from './ssh-words.ts';

interface Checked {
  isReady: boolean;
  failureClass: FailureClass | null;
  message: string | null;
}

/** What the host's administrator has to enter, and whether it works. */
export function SshAccessCard({ policy }: { policy: Policy }) {
  const words = useWords(sshWords);
  const failures = useWords(failureWords);
  const [isBusy, act] = useAct();
  const [checked, setChecked] = useState<Checked | null>(null);
  const source = policy.source as unknown as { user: string; host: string; authorizedKeysLine: string };
  const check = () => act(async () => setChecked(await api.post<Checked>(`/backups/policies/${policy.id}/source-checks`)));
  const copy = () => act(() => copyText(source.authorizedKeysLine)).then((done) => done && toast(words.copied));
  const [what, advice] = checked?.failureClass ? failures[checked.failureClass] : [];
  return (
    <Card title={words.access}>
      <div className="stack tight">
        <p>{words.accessText(source.user, source.host)}</p>
        <pre className="typed mono">{source.authorizedKeysLine}</pre>
        <div className="row">
          <Button variant="default" size="compact-sm" onClick={() => void copy()}>
            {words.copy}
          </Button>
          <Button variant="default" size="compact-sm" loading={isBusy} onClick={() => void check()}>
            {words.check}
          </Button>
        </div>
        <div role="status">
          {checked?.isReady && <Banner tone="good">{words.isReady}</Banner>}
          {checked && !checked.isReady && (
            <Banner tone="bad">
              {what} {advice} <code className="typed mono">{checked.message}</code>
            </Banner>
          )}
        </div>
      </div>
    </Card>
  );
}
