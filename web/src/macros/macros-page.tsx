import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useGet, useList } from '../api/queries.ts';
import type { CannedAnswer, ChecklistTemplate, Macro, Page, SupportGroup } from '../api/types.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Card, Empty, Listed, PageHead } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import { AnswerDialog } from './answer-dialog.tsx';
import { MacroEditor } from './macro-editor.tsx';
import { kindOf } from './macro-form.ts';
import { macroWords } from './macro-words.ts';
import { TemplateDialog } from './template-dialog.tsx';

type Open =
  | { kind: 'macro'; of: Macro | null }
  | { kind: 'answer'; of: CannedAnswer | null }
  | { kind: 'template'; of: ChecklistTemplate | null };

/** What technicians do and say again and again; leads keep it. */
export function MacrosPage() {
  const words = useWords(macroWords);
  const [open, setOpen] = useState<Open | null>(null);
  const groups = useGet<Page<SupportGroup>>('/support-groups');
  const services = useGet<Page<{ id: string; name: string }>>('/services');
  const groupName = (id: string | null) => (id ? (groups.data?.items.find((each) => each.id === id)?.name ?? '') : words.everyGroup);
  const serviceName = (id: string | null) => (id ? (services.data?.items.find((each) => each.id === id)?.name ?? '') : words.everyService);
  const close = () => setOpen(null);
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <div className="stack">
        <Kept<Macro>
          path="/macros"
          title={words.macros}
          add={words.addMacro}
          empty={words.noMacros}
          edit={(of) => setOpen({ kind: 'macro', of })}
          facts={({ actions, supportGroupId }) => [
            actions.map((action) => words.types[kindOf(action)]).join(' · '),
            groupName(supportGroupId),
          ]}
        />
        <Kept<CannedAnswer>
          path="/canned-answers"
          title={words.answers}
          add={words.addAnswer}
          empty={words.noAnswers}
          edit={(of) => setOpen({ kind: 'answer', of })}
          facts={({ shortcut, supportGroupId }) => [<code key="s">/{shortcut}</code>, groupName(supportGroupId)]}
        />
        <Kept<ChecklistTemplate>
          path="/checklist-templates"
          title={words.templates}
          add={words.addTemplate}
          empty={words.noTemplates}
          edit={(of) => setOpen({ kind: 'template', of })}
          facts={({ items, serviceId }) => [items.join(' · '), serviceName(serviceId)]}
        />
      </div>
      {open?.kind === 'macro' && <MacroEditor macro={open.of} close={close} />}
      {open?.kind === 'answer' && <AnswerDialog answer={open.of} close={close} />}
      {open?.kind === 'template' && <TemplateDialog template={open.of} close={close} />}
    </>
  );
}

interface KeptProps<T> {
  path: string;
  title: string;
  add: string;
  empty: string;
  edit: (item: T | null) => void;
  facts: (item: T) => [ReactNode, ReactNode];
}

function Kept<T extends { id: string; name: string }>({ path, title, add, empty, edit, facts }: KeptProps<T>) {
  const words = useWords(macroWords);
  const common = useWords(commonWords);
  const isLead = hasRole(useMe(), 'lead');
  const query = useList<T>(path);
  return (
    <Card
      title={title}
      flush
      actions={
        isLead && (
          <Button size="xs" variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => edit(null)}>
            {add}
          </Button>
        )
      }
    >
      <Listed query={query} empty={<Empty title={empty} />}>
        {(items) => (
          <ul className="lines">
            {items.map((item) => {
              const [what, whose] = facts(item);
              return (
                <li key={item.id}>
                  <div className="grow">
                    <bdi>{item.name}</bdi>
                    <div className="small muted">{what}</div>
                  </div>
                  <span className="small muted">{whose}</span>
                  {isLead && (
                    <Button variant="subtle" size="compact-sm" aria-label={words.editMacro(item.name)} onClick={() => edit(item)}>
                      {common.edit}
                    </Button>
                  )}
                </li>
              );
            })}
          </ul>
        )}
      </Listed>
    </Card>
  );
}
