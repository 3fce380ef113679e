import { ActionIcon, Button, Switch } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Banner, Card, Loaded, PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { Rule, RuleBook, RulePreview } from './inventory-types.ts';
import { inventoryWords } from './inventory-words.ts';
import { JunkEditor } from './junk-editor.tsx';
import { MatchRuleDialog } from './match-rule-dialog.tsx';
import { RulePreviewCard } from './rule-preview-card.tsx';
import { useRuleName } from './use-rule-name.ts';

/** How machines are known again: ordered rules, and words that identify nothing. */
export function MatchRulesPage() {
  const book = useGet<RuleBook>('/inventory/rules');
  return <Loaded query={book}>{(found) => <RulesEditor key={found.version} book={found} />}</Loaded>;
}

function RulesEditor({ book }: { book: RuleBook }) {
  const words = useWords(inventoryWords);
  const isAdmin = hasRole(useMe(), 'admin');
  const [rules, setRules] = useState(book.rules);
  const [junk, setJunk] = useState(book.junk);
  const [preview, setPreview] = useState<RulePreview | null>(null);
  const [editing, setEditing] = useState<Rule | 'new' | null>(null);
  const [isBusy, act] = useAct();
  const isChanged = JSON.stringify([rules, junk]) !== JSON.stringify([book.rules, book.junk]);
  const look = () => act(async () => setPreview(await api.post<RulePreview>('/inventory/rules/preview', { rules, junk })));
  const done = async () => {
    setPreview(null);
    await refresh('inventory', 'assets');
    toast(words.savedRules);
  };
  const save = () => act(async () => api.put('/inventory/rules', { rules, junk }, { ifMatch: book.version }).then(done));
  const reset = () => act(async () => api.delete('/inventory/rules', { ifMatch: book.version }).then(done));
  const keep = (rule: Rule) => {
    setRules(rules.some(({ id }) => id === rule.id) ? rules.map((each) => (each.id === rule.id ? rule : each)) : [...rules, rule]);
    setEditing(null);
  };
  return (
    <>
      <PageHead
        title={words.rulesTitle}
        lead={words.rulesLead}
        actions={
          isAdmin && (
            <>
              {!book.isDefault && (
                <Button variant="subtle" color="gray" loading={isBusy} onClick={() => void reset()}>
                  {words.defaults}
                </Button>
              )}
              <Button variant="default" loading={isBusy} onClick={() => void look()}>
                {words.preview}
              </Button>
              <Button loading={isBusy} disabled={!isChanged} onClick={() => void save()}>
                {words.saveRules}
              </Button>
            </>
          )
        }
      />
      <div className="stack">
        {isChanged && <Banner tone="info">{words.unsaved}</Banner>}
        {preview && <RulePreviewCard preview={preview} />}
        <RuleList rules={rules} isAdmin={isAdmin} change={setRules} edit={setEditing} />
        {isAdmin && (
          <div>
            <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
              {words.addRule}
            </Button>
          </div>
        )}
        <Card title={words.junkTitle}>
          <JunkEditor junk={junk} isReadOnly={!isAdmin} change={setJunk} />
        </Card>
      </div>
      {editing && (
        <MatchRuleDialog
          rule={editing === 'new' ? null : editing}
          taken={rules.map(({ id }) => id)}
          close={() => setEditing(null)}
          keep={keep}
          remove={(id) => {
            setRules(rules.filter((rule) => rule.id !== id));
            setEditing(null);
          }}
        />
      )}
    </>
  );
}

interface ListProps {
  rules: Rule[];
  isAdmin: boolean;
  change: (rules: Rule[]) => void;
  edit: (rule: Rule) => void;
}

function RuleList({ rules, isAdmin, change, edit }: ListProps) {
  const move = (from: number, by: -1 | 1) => {
    const next = [...rules];
    const [moved] = next.splice(from, 1);
    next.splice(from + by, 0, moved as Rule);
    change(next);
  };
  return (
    <ol className="match-rules">
      {rules.map((rule, index) => (
        <RuleRow
          key={rule.id}
          rule={rule}
          isAdmin={isAdmin}
          isFirst={index === 0}
          isLast={index === rules.length - 1}
          move={(by) => move(index, by)}
          change={(next) => change(rules.map((each) => (each.id === rule.id ? next : each)))}
          edit={() => edit(rule)}
        />
      ))}
    </ol>
  );
}

interface RowProps {
  rule: Rule;
  isAdmin: boolean;
  isFirst: boolean;
  isLast: boolean;
  move: (by: -1 | 1) => void;
  change: (rule: Rule) => void;
  edit: () => void;
}

function RuleRow({ rule, isAdmin, isFirst, isLast, move, change, edit }: RowProps) {
  const words = useWords(inventoryWords);
  const nameOf = useRuleName();
  const name = nameOf(rule);
  return (
    <li className={`card match-rule ${rule.isEnabled ? '' : 'dim'}`}>
      {isAdmin && (
        <div className="row tight">
          <ActionIcon variant="default" size={26} disabled={isFirst} aria-label={words.up(name)} onClick={() => move(-1)}>
            <IconArrowUp size={15} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="default" size={26} disabled={isLast} aria-label={words.down(name)} onClick={() => move(1)}>
            <IconArrowDown size={15} aria-hidden />
          </ActionIcon>
        </div>
      )}
      <div className="grow">
        <strong>{name}</strong> <span className="muted">→ {words.matchKinds[rule.match]}</span>
        {rule.objections.map(({ differ, verdict }) => (
          <div className="small muted" key={differ.join()}>
            {words.objection(differ.map((type) => words.wordTypes[type]).join(words.and))} {words.verdicts[verdict]}
          </div>
        ))}
      </div>
      {isAdmin && (
        <div className="row tight">
          <Switch
            aria-label={words.enabled(name)}
            checked={rule.isEnabled}
            onChange={(event) => change({ ...rule, isEnabled: event.currentTarget.checked })}
          />
          <Button size="xs" variant="default" onClick={edit} aria-label={`${words.edit} ${name}`}>
            {words.edit}
          </Button>
        </div>
      )}
    </li>
  );
}
