import { SegmentedControl } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import { PageHead } from '../ui/states.tsx';
import { agentWords } from './agent-words.ts';
import { AgentsCard } from './agents-card.tsx';
import { ContactsCard } from './contacts-card.tsx';
import { NetworksCard } from './networks-card.tsx';
import { SourcesCard } from './sources-card.tsx';
import { UploadCard } from './upload-card.tsx';
import { type AgentSection, agentSections, useSection } from './use-section.ts';
import './agents.css';

/** Everything about inventory agents: who is let in, who came and what was answered, and the networks that they look through. */
export function AgentsPage() {
  const words = useWords(agentWords);
  const { section, sourceId, go } = useSection();
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <div className="stack">
        <div className="agent-sections">
          <SegmentedControl
            aria-label={words.sectionsLabel}
            data={agentSections.map((value) => ({ value, label: words.sections[value] }))}
            value={section}
            onChange={(value) => go(value as AgentSection)}
          />
        </div>
        {section === 'sources' && <SourcesCard showAgents={(id) => go('agents', id)} />}
        {section === 'agents' && <AgentsCard sourceId={sourceId} choose={(id) => go('agents', id)} />}
        {section === 'contacts' && <ContactsCard sourceId={sourceId} choose={(id) => go('contacts', id)} />}
        {section === 'networks' && <NetworksCard />}
        {section === 'upload' && <UploadCard />}
      </div>
    </>
  );
}
