import { Select } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { inPageLanguage } from '../api/problem.ts';
import { refresh, useGet, useList } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useAsk } from '../ui/ask.tsx';
import { Chip } from '../ui/icons.tsx';
import { Ago } from '../ui/marks.tsx';
import { Empty, Listed } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import type { Agent, Source } from './agent-types.ts';
import { agentWords } from './agent-words.ts';

/** Chooses a source, or all of them. */
export function SourceSelect({ value, choose }: { value: string; choose: (sourceId: string) => void }) {
  const words = useWords(agentWords);
  const sources = useGet<Page<Source>>('/inventory-sources');
  const data = (sources.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      size="xs"
      aria-label={words.source}
      allowDeselect={false}
      data={[{ value: '', label: words.everySource }, ...data]}
      value={value}
      onChange={(next) => choose(next ?? '')}
    />
  );
}

/** Installed agents, the last to come first. */
export function AgentsCard({ sourceId, choose }: { sourceId: string; choose: (sourceId: string) => void }) {
  const words = useWords(agentWords);
  const [late, setLate] = useState('');
  const agents = useList<Agent>('/inventory-agents', { sourceId, isLate: late });
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.sections.agents}</h2>
        <div className="row tight">
          <SourceSelect value={sourceId} choose={choose} />
          <Select
            size="xs"
            aria-label={words.lateness}
            allowDeselect={false}
            data={[
              { value: '', label: words.everyAgent },
              { value: 'true', label: words.onlyLate },
            ]}
            value={late}
            onChange={(next) => setLate(next ?? '')}
          />
        </div>
      </div>
      <Listed query={agents} empty={<Empty title={words.noAgents}>{words.noAgentsText}</Empty>}>
        {(items) => (
          <ul className="lines">
            {items.map((agent) => (
              <Line key={agent.id} agent={agent} />
            ))}
          </ul>
        )}
      </Listed>
    </section>
  );
}

function Line({ agent }: { agent: Agent }) {
  const words = useWords(agentWords);
  const format = useFormats();
  return (
    <li className="agent-line">
      <div className="grow">
        {agent.asset ? (
          <Link href={links.asset(agent.asset.tag)} className="row-link">
            {agent.asset.tag} <bdi>{agent.asset.name}</bdi>
          </Link>
        ) : (
          <strong>
            <bdi>{agent.name ?? agent.deviceId}</bdi>
          </strong>
        )}
        <div className="muted small clip">{[agent.product, agent.deviceId, agent.source.name].filter(Boolean).join(' · ')}</div>
        {agent.nextContactBy && <div className="muted small">{words.expectedBy(format.moment(agent.nextContactBy))}</div>}
        {agent.lastError && <div className="small agent-error">{inPageLanguage(agent.lastError)}</div>}
      </div>
      <span className="muted small one-line">
        <Ago at={agent.lastContactAt} />
      </span>
      {agent.isFullWanted && (
        <Chip tone="warn" title={words.fullWantedText}>
          {words.fullWanted}
        </Chip>
      )}
      {agent.isLate && <Chip tone="danger">{words.late}</Chip>}
      <Forget agent={agent} />
    </li>
  );
}

function Forget({ agent }: { agent: Agent }) {
  const words = useWords(agentWords);
  const common = useWords(commonWords);
  const isAdmin = hasRole(useMe(), 'admin');
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  if (!isAdmin) return null;
  const name = agent.name ?? agent.deviceId;
  const forget = async () => {
    if (!(await ask({ title: words.forgetTitle(name), text: words.forgetText, action: words.forget, isDangerous: true }))) return;
    if (await act(() => api.delete(`/inventory-agents/${agent.id}`).then(() => refresh('inventory-agents')))) toast(common.removed);
  };
  return (
    <>
      {question}
      <button type="button" className="link small" disabled={isBusy} aria-label={`${words.forget} ${name}`} onClick={() => void forget()}>
        {words.forget}
      </button>
    </>
  );
}
