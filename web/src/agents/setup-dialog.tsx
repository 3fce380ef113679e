import { Button, Modal, SegmentedControl } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { copyText } from '../ui/copy.ts';
import { Secret } from '../ui/secret.tsx';
import { Banner } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import type { Source } from './agent-types.ts';
import { agentWords } from './agent-words.ts';
import { type AgentFamily, agentFamilies, setupOf } from './setup-lines.ts';

/** What to write into the configuration of each kind of agent; with the password while it is known. */
export function SetupDialog({ source, password, onClose }: { source: Source; password: string | undefined; onClose: () => void }) {
  const words = useWords(agentWords);
  const common = useWords(commonWords);
  const [family, setFamily] = useState<AgentFamily>('glpi');
  const { origin, protocol, hostname } = window.location;
  const isOpen = protocol !== 'https:' && !/^(localhost|127\.|\[::1\])/.test(hostname);
  const parts = setupOf(family, { origin, username: source.username, password: password ?? words.passwordPlace });
  return (
    <Modal opened onClose={onClose} title={words.setupOf(source.name)} size="xl" closeOnClickOutside={!password}>
      <div className="stack">
        {password && <Secret label={words.password} value={password} hint={words.passwordOnce} />}
        {isOpen && <Banner tone="warn">{words.notEncrypted}</Banner>}
        {!password && <p className="muted small">{words.passwordGone}</p>}
        <div className="agent-sections">
          <SegmentedControl
            aria-label={words.family}
            data={agentFamilies.map((value) => ({ value, label: words.families[value] }))}
            value={family}
            onChange={(value) => setFamily(value as AgentFamily)}
          />
        </div>
        {parts.map(({ where, lines }) => (
          <Lines key={where} title={words.places[where]} lines={lines} />
        ))}
        {family === 'ocs' && <p className="muted small">{words.ocsHint}</p>}
        <div className="form-actions">
          <Button onClick={onClose}>{common.close}</Button>
        </div>
      </div>
    </Modal>
  );
}

function Lines({ title, lines }: { title: string; lines: string }) {
  const words = useWords(commonWords);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await copyText(lines);
    setCopied(true);
    setTimeout(() => setCopied(false), 2500);
  };
  return (
    <div className="agent-lines">
      <div className="row between">
        <span className="small muted">{title}</span>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`${words.copy}: ${title}`}
          leftSection={isCopied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          onClick={() => void copy()}
        >
          {isCopied ? words.copied : words.copy}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard */}
      <pre tabIndex={0}>{lines}</pre>
    </div>
  );
}
