import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useList } from '../api/queries.ts';
import type { SupportGroup } from '../api/types.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import { PersonName } from '../ui/marks.tsx';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import { adminWords } from './admin-words.ts';
import { SupportGroupDialog } from './support-group-dialog.tsx';

/** Teams that take incidents. */
export function SupportGroupsPage() {
  const words = useWords(adminWords);
  const isLead = hasRole(useMe(), 'lead');
  const groups = useList<SupportGroup>('/support-groups');
  const [editing, setEditing] = useState<SupportGroup | 'new' | null>(null);
  return (
    <>
      <PageHead
        title={words.groups}
        lead={words.groupsLead}
        actions={
          isLead && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
              {words.addGroup}
            </Button>
          )
        }
      />
      <Listed
        query={groups}
        empty={
          <section className="card">
            <Empty title={words.noGroups}>{words.noGroupsText}</Empty>
          </section>
        }
      >
        {(items) => (
          <div className="tiles wide">
            {items.map((group) => (
              <GroupCard group={group} key={group.id} onEdit={isLead ? () => setEditing(group) : undefined} />
            ))}
          </div>
        )}
      </Listed>
      {editing && <SupportGroupDialog group={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function GroupCard({ group, onEdit }: { group: SupportGroup; onEdit: (() => void) | undefined }) {
  const words = useWords(adminWords);
  const common = useWords(commonWords);
  return (
    <section className="card padded group-card">
      <div className="row between nowrap">
        <h2 className="clip">
          <bdi>{group.name}</bdi>
        </h2>
        <span className="row tight nowrap">
          {group.isDefault && <Chip tone="velvet">{words.default}</Chip>}
          {onEdit && (
            <Button variant="subtle" size="compact-sm" aria-label={words.editGroup(group.name)} onClick={onEdit}>
              {common.edit}
            </Button>
          )}
        </span>
      </div>
      {group.email && <div className="muted small">{group.email}</div>}
      {group.members.length === 0 ? (
        <p className="warned small">{words.noMembers}</p>
      ) : (
        <ul className="member-list">
          {group.members.map((member) => (
            <li key={member.id}>
              <PersonName person={member} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
