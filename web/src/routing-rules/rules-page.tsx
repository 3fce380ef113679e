import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Empty, Loaded, PageHead } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { RuleLog } from './rule-log.tsx';
import { actionOf, whenOf, withOf } from './rule-sentences.ts';
import type { Rule, RuleAction } from './rule-types.ts';
import { ruleWords } from './rule-words.ts';
import { useNames } from './use-names.ts';
import './rules.css';

/** What the desk does by itself, rule after rule, each in a sentence. */
export function RulesPage() {
  const words = useWords(ruleWords);
  const rules = useGet<Page<Rule>>('/routing-rules');
  const [editing, setEditing] = useState<Rule | 'new' | null>(null);
  const [read, setRead] = useState<Rule | null>(null);
  const [isBusy, act] = useAct();
  const items = rules.data?.items ?? [];
  const move = (from: number, by: -1 | 1) =>
    act(async () => {
      const ids = items.map(({ id }) => id);
      const [moved] = ids.splice(from, 1);
      ids.splice(from + by, 0, moved as string);
      await api.put('/routing-rules/order', { ids });
      await refresh('routing-rules');
    });
  return (
    <>
      <PageHead
        title={words.title}
        lead={words.lead}
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
            {words.add}
          </Button>
        }
      />
      <Loaded query={rules}>
        {() =>
          items.length === 0 ? (
            <section className="card">
              <Empty title={words.none}>{words.noneText}</Empty>
            </section>
          ) : (
            <ol className="rules">
              {items.map((rule, i) => (
                <li key={rule.id} className={`card rule ${rule.isActive ? '' : 'dim'}`}>
                  <div className="rule-place">
                    <ActionIcon size={26} disabled={i === 0 || isBusy} aria-label={words.up(rule.name)} onClick={() => void move(i, -1)}>
                      <IconArrowUp size={15} aria-hidden />
                    </ActionIcon>
                    <ActionIcon
                      size={26}
                      disabled={i === items.length - 1 || isBusy}
                      aria-label={words.down(rule.name)}
                      onClick={() => void move(i, 1)}
                    >
                      <IconArrowDown size={15} aria-hidden />
                    </ActionIcon>
                  </div>
                  <RuleText rule={rule} />
                  <RuleButtons rule={rule} onEdit={() => setEditing(rule)} onRead={() => setRead(rule)} />
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
      {editing && <RuleDialog rule={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {read && <RuleLog rule={read} onClose={() => setRead(null)} />}
    </>
  );
}

function RuleText({ rule }: { rule: Rule }) {
  const words = useWords(ruleWords);
  const common = useWords(commonWords);
  const format = useFormats();
  const names = useNames();
  const levels = { ...common.level, ...common.status };
  return (
    <div className="grow">
      <h2>
        <bdi>{rule.name}</bdi> {!rule.isActive && <Chip>{words.off}</Chip>}
      </h2>
      <dl className="rule-sentence">
        <dt>{words.when}</dt>
        <dd>{whenOf(rule.trigger, words, format)}</dd>
        <dt>{words.with}</dt>
        <dd>{withOf(rule.filters, words, names, levels)}</dd>
        <dt>{words.does}</dt>
        <dd>
          <ul>
            {rule.actions.map((action, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: actions have no other identity
              <li key={`${action.type}-${i}`}>{actionOf(action as RuleAction, words, names, levels)}</li>
            ))}
          </ul>
        </dd>
      </dl>
    </div>
  );
}

function RuleButtons({ rule, onEdit, onRead }: { rule: Rule; onEdit: () => void; onRead: () => void }) {
  const words = useWords(ruleWords);
  const common = useWords(commonWords);
  return (
    <div className="row tight">
      <Button variant="subtle" size="compact-sm" onClick={onRead} aria-label={`${words.log}: ${rule.name}`}>
        {words.log}
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={onEdit} aria-label={words.edit(rule.name)}>
        {common.edit}
      </Button>
    </div>
  );
}
