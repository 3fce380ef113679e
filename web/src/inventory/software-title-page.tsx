import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet, useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Card, Listed, Loaded, PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { TitleDetail, TitleInstallation } from './inventory-types.ts';
import { inventoryWords } from './inventory-words.ts';
import { PolicyChip } from './policy-chip.tsx';

/** One program: how its versions are spread, on which devices it is, and what is thought of it. */
export function SoftwareTitlePage({ id }: { id: string }) {
  const title = useGet<TitleDetail>(`/software/${id}`);
  return <Loaded query={title}>{(found) => <Detail title={found} />}</Loaded>;
}

function Detail({ title }: { title: TitleDetail }) {
  const words = useWords(inventoryWords);
  const isLead = hasRole(useMe(), 'lead');
  const [version, setVersion] = useState<string | null>(null);
  const [isJudging, setJudging] = useState(false);
  return (
    <>
      <PageHead
        back={{ href: links.inventory('software'), label: words.backToSoftware }}
        title={title.name}
        lead={
          <span className="row wrap tight">
            <bdi>{title.publisher}</bdi> <PolicyChip policy={title.policy} /> {title.policyNote && <bdi>{title.policyNote}</bdi>}
          </span>
        }
        actions={isLead && <Button onClick={() => setJudging(true)}>{words.judge}</Button>}
      />
      <div className="two">
        <div className="stack">
          <Installations title={title} version={version} />
        </div>
        <div className="stack">
          <Spread title={title} version={version} choose={setVersion} />
        </div>
      </div>
      {isJudging && <JudgeDialog title={title} close={() => setJudging(false)} />}
    </>
  );
}

function Spread({ title, version, choose }: { title: TitleDetail; version: string | null; choose: (version: string | null) => void }) {
  const words = useWords(inventoryWords);
  const format = useFormats();
  const most = Math.max(1, ...title.versions.map(({ installationCount }) => installationCount));
  return (
    <Card title={words.spread}>
      <ul className="spread">
        {title.versions.map((each) => {
          const key = each.version ?? '';
          return (
            <li key={key}>
              <button type="button" aria-pressed={version === key} onClick={() => choose(version === key ? null : key)}>
                <span className="mono clip">{each.version ?? words.noVersion}</span>
                <span>{format.number(each.installationCount)}</span>
                <span className="bar" style={{ width: `${(100 * each.installationCount) / most}%` }} aria-hidden />
              </button>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function Installations({ title, version }: { title: TitleDetail; version: string | null }) {
  const words = useWords(inventoryWords);
  const format = useFormats();
  const list = useList<TitleInstallation>(`/software/${title.id}/installations`, { version: version ?? undefined });
  return (
    <Card title={words.onDevices} flush>
      <Listed query={list} empty={<p className="muted quiet">{words.noSoftware}</p>}>
        {(items) => (
          <ul className="lines">
            {items.map(({ asset, version: found, firstSeenAt }) => (
              <li key={`${asset.id}${found}`}>
                <Link href={links.asset(asset.id, 'software')} className="grow">
                  <span className="mono">{asset.tag}</span> <bdi>{asset.name}</bdi>
                </Link>
                <span className="mono small">{found}</span>
                <span className="muted small">
                  {words.since} {format.date(firstSeenAt)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </Card>
  );
}

function JudgeDialog({ title, close }: { title: TitleDetail; close: () => void }) {
  const words = useWords(inventoryWords);
  const [policy, setPolicy] = useState<'none' | 'allowed' | 'forbidden'>(title.policy ?? 'none');
  const [note, setNote] = useState(title.policyNote ?? '');
  const [isBusy, act] = useAct();
  const submit = async () => {
    const body = { policy: policy === 'none' ? null : policy, note: note.trim() || null };
    const isDone = await act(async () => {
      await api.put(`/software/${title.id}/policy`, body, { ifMatch: title.version });
      await refresh('software', 'assets');
    });
    if (!isDone) return;
    toast(words.judged);
    close();
  };
  return (
    <DialogForm title={title.name} isBusy={isBusy} close={close} submit={submit}>
      <SegmentedControl
        aria-label={words.policyLabel}
        value={policy}
        onChange={(next) => setPolicy(next as typeof policy)}
        data={(['none', 'allowed', 'forbidden'] as const).map((value) => ({ value, label: words.policies[value] }))}
      />
      <TextInput
        label={words.note}
        description={words.noteHint}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
