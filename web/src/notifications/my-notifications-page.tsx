import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Loaded, PageHead } from '../ui/states.tsx';
import { CalmCard } from './calm-card.tsx';
import { KindsCard } from './kinds-card.tsx';
import { useRules } from './rule-types.ts';
import { ruleWords } from './rule-words.ts';
import { RulesCard } from './rules-card.tsx';
import { WaysCard } from './ways-card.tsx';
import '../ui/desk.ts';
import './my-notifications.css';

/** How I am told: my ways, my rules as sentences, quiet hours, and what about. Every change is kept at once. */
export function MyNotificationsPage() {
  const words = useWords(ruleWords);
  const rules = useRules();
  return (
    <div className="page narrow">
      <PageHead title={words.title} lead={words.lead} back={{ href: links.account(), label: words.back }} />
      <div className="stack">
        <WaysCard />
        <Loaded query={rules}>
          {(kept) => (
            <>
              <RulesCard rules={kept} />
              <CalmCard rules={kept} />
              <KindsCard rules={kept} />
            </>
          )}
        </Loaded>
        <p className="muted small">{words.storm}</p>
      </div>
    </div>
  );
}
