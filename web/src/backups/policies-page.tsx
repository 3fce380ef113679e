import { useList } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import type { Policy } from './backup-types.ts';
import { NewPolicyButton } from './overview-page.tsx';
import { PolicyTable } from './policy-table.tsx';
import { policyWords } from './policy-words.ts';

export function PoliciesPage() {
  const words = useWords(policyWords);
  const policies = useList<Policy>('/backups/policies', { limit: 200 });
  return (
    <>
      <PageHead title={words.title} lead={words.lead} actions={<NewPolicyButton />} />
      <section className="card">
        <Listed
          query={policies}
          empty={
            <Empty title={words.none} action={<NewPolicyButton />}>
              {words.noneText}
            </Empty>
          }
        >
          {(items) => <PolicyTable policies={items} />}
        </Listed>
      </section>
    </>
  );
}
