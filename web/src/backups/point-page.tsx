import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Banner, Card, Facts, Loaded, PageHead } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import { ProofBadge } from './backup-marks.tsx';
import type { Point, Rung, Verification } from './backup-types.ts';
import { backupWords } from './backup-words.ts';
import { FileBrowser } from './file-browser.tsx';
import { HoldBanner, HoldButton } from './hold-button.tsx';
import { RestoreDialog } from './restore-dialog.tsx';
import { restoreWords } from './restore-words.ts';
import { VerificationCard } from './verification-card.tsx';

/** One recovery point: look into it, restore from it, have it prove itself. */
export function PointPage({ id }: { id: string }) {
  const point = useGet<Point>(`/backups/recovery-points/${id}`);
  return <Loaded query={point}>{(found) => <Detail point={found} />}</Loaded>;
}

function Detail({ point }: { point: Point }) {
  const words = useWords(restoreWords);
  const backup = useWords(backupWords);
  const format = useFormats();
  const isLead = hasRole(useMe(), 'lead');
  const [picked, setPicked] = useState<string[]>([]);
  const [restoring, setRestoring] = useState<string[] | null>(null);
  const [verificationId, setVerificationId] = useState<string | null>(null);
  const name = point.asset?.name ?? point.policy?.name ?? '';
  return (
    <>
      <PageHead
        back={{ href: links.recoveryPoints({ assetId: point.assetId }), label: words.points }}
        title={words.pointOf(name)}
        lead={
          <span className="row">
            <span title={format.full(point.takenAt)}>{format.moment(point.takenAt)}</span>
            <ProofBadge point={point} />
            {!point.isGood && <Chip tone="warn">{backup.notGood}</Chip>}
          </span>
        }
        actions={
          isLead && (
            <>
              <HoldButton point={point} />
              <ProveMenu point={point} onStarted={setVerificationId} />
              <Button onClick={() => setRestoring(picked)}>{picked.length > 0 ? words.restorePicked : words.restoreAll}</Button>
            </>
          )
        }
      />
      <div className="two">
        <div className="stack">
          <HoldBanner point={point} />
          {point.damagedAt && <Banner tone="danger">{backup.damaged}</Banner>}
          {verificationId && <VerificationCard id={verificationId} />}
          <FileBrowser pointId={point.id} picked={picked} onPick={setPicked} onRestore={isLead ? () => setRestoring(picked) : undefined} />
        </div>
        <PointFacts point={point} />
      </div>
      {restoring && <RestoreDialog point={point} paths={restoring} onClose={() => setRestoring(null)} />}
    </>
  );
}

function PointFacts({ point }: { point: Point }) {
  const words = useWords(restoreWords);
  const backup = useWords(backupWords);
  const format = useFormats();
  return (
    <Card title={words.facts}>
      <Facts
        of={[
          [backup.asset, point.asset && <Link href={links.asset(point.asset.tag)}>{point.asset.name}</Link>],
          [words.policy, point.policy && <Link href={links.policy(point.policy.id)}>{point.policy.name}</Link>],
          [
            words.run,
            <Link href={links.run(point.runId)} key="run">
              {words.openRun}
            </Link>,
          ],
          [words.files, format.number(point.files)],
          [words.bytes, format.bytes(point.bytes)],
          [backup.added, format.bytes(point.storedBytes)],
          [
            'ID',
            <span className="mono small" key="ref">
              {point.ref}
            </span>,
          ],
        ]}
      />
    </Card>
  );
}

const rungs: Rung[] = ['structure', 'data', 'sample', 'restore'];

function ProveMenu({ point, onStarted }: { point: Point; onStarted: (id: string) => void }) {
  const words = useWords(restoreWords);
  const backup = useWords(backupWords);
  const [isBusy, act] = useAct();
  const start = (rung: Rung) =>
    act(async () => {
      const { id } = await api.post<Verification>('/backups/verifications', { recoveryPointId: point.id, rung });
      onStarted(id);
      await refresh('backups/recovery-points');
    });
  return (
    <Menu width={320}>
      <Menu.Target>
        <Button
          variant="default"
          loading={isBusy}
          leftSection={<IconShieldCheck size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {words.prove}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.proveHint}</Menu.Label>
        {rungs.map((rung) => (
          <Menu.Item key={rung} onClick={() => void start(rung)}>
            <strong>{backup.rungs[rung]}</strong>
            <div className="muted small">{backup.rungHints[rung]}</div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
