import '@mantine/spotlight/styles.layer.css';
import { Kbd } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconArrowRight, IconBolt, IconDevices, IconSearch, IconTicket } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useGet } from '../api/queries.ts';
import type { Page, SearchHit } from '../api/types.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { dictionary, useWords } from '../i18n/dictionary.ts';
import { commonWords } from '../ui/words.ts';
import { usePageCommands } from './commands.ts';
import { links } from './links.ts';
import { appWords } from './words.ts';

const paletteWords = dictionary(
  {
    placeholder: 'Search incidents and devices, or type a command …',
    found: 'Found',
    nearly: 'Nothing is spelt so; this is spelt nearly so',
    commands: 'Commands',
    mine: 'My queue',
    overdue: 'Overdue incidents',
    unassigned: 'Unassigned incidents',
    file: 'New incident',
    register: 'Register a device',
    import: 'Import devices from a list',
    audits: 'Stock-takes',
    labels: 'Print labels',
    points: 'Recovery points',
    policies: 'Backup policies',
    audit: 'Audit log',
    queues: 'Background jobs',
  },
  {
    placeholder: 'Chercher incidents et appareils, ou taper une commande …',
    found: 'Trouvé',
    nearly: 'Rien ne s’écrit ainsi ; voici ce qui s’en approche',
    commands: 'Commandes',
    mine: 'Ma file',
    overdue: 'Incidents en retard',
    unassigned: 'Incidents non affectés',
    file: 'Nouvel incident',
    register: 'Enregistrer un appareil',
    import: 'Importer une liste d’appareils',
    audits: 'Inventaires physiques',
    labels: 'Imprimer des étiquettes',
    points: 'Points de restauration',
    policies: 'Politiques de sauvegarde',
    audit: 'Journal d’audit',
    queues: 'Tâches de fond',
  },
);

function useCommands(): Array<{ href: string; label: string }> {
  const words = useWords(paletteWords);
  const app = useWords(appWords);
  const me = useMe();
  return [
    { href: links.fileIncident(), label: words.file },
    { href: links.queue(), label: app.queue },
    { href: links.queue({ view: 'mine' }), label: words.mine },
    { href: links.queue({ view: 'unassigned' }), label: words.unassigned },
    { href: links.queue({ view: 'overdue' }), label: words.overdue },
    { href: links.majors(), label: app.majors },
    { href: links.status(), label: app.status },
    { href: links.onCall(), label: app.onCall },
    { href: links.assets(), label: app.assets },
    { href: '/assets/new', label: words.register },
    { href: links.assetImport(), label: words.import },
    { href: links.scan(), label: app.scan },
    { href: links.audits(), label: words.audits },
    { href: links.labels(), label: words.labels },
    { href: links.inventory(), label: app.inventory },
    { href: links.backups(), label: app.backups },
    { href: links.policies(), label: words.policies },
    { href: links.recoveryPoints(), label: words.points },
    { href: links.answers(), label: app.answers },
    ...(hasRole(me, 'lead') ? [{ href: links.reports(), label: app.reports }] : []),
    { href: links.admin(), label: app.admin },
    ...(hasRole(me, 'admin') ? [{ href: links.admin('audit'), label: words.audit }] : []),
    { href: links.account(), label: app.account },
  ];
}

// The list scrolls, so the keyboard must reach it; the kit passes this on but does not say so in its types.
const reachable: object = { viewportProps: { tabIndex: 0 } };

/** Search everywhere and every way of the pages, by keyboard. */
export function Palette() {
  const words = useWords(paletteWords);
  const common = useWords(commonWords);
  const app = useWords(appWords);
  const [, go] = useLocation();
  const commands = useCommands();
  const page = usePageCommands();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 150);
  const found = useGet<Page<SearchHit> & { isCorrected: boolean }>('/search', { q, limit: 12 }, { enabled: q.length > 1 });
  useEffect(() => {
    window.addEventListener('coulisse:palette', spotlight.open);
    return () => window.removeEventListener('coulisse:palette', spotlight.open);
  }, []);
  const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const here = (page?.commands ?? []).filter(({ label }) => fold(label).includes(fold(typed.trim())));
  const shown = commands.filter(({ label }) => fold(label).includes(fold(typed.trim())));
  const hits = q.length > 1 ? (found.data?.items ?? []) : [];
  return (
    <Spotlight.Root
      query={typed}
      onQueryChange={setTyped}
      shortcut="mod + K"
      scrollable
      maxHeight={420}
      radius={14}
      clearQueryOnClose
      attributes={{ content: { 'aria-label': app.palette } } as object}
    >
      <Spotlight.Search
        placeholder={words.placeholder}
        aria-label={words.placeholder}
        leftSection={<IconSearch size={18} stroke={1.6} />}
      />
      <Spotlight.ActionsList {...reachable}>
        {hits.length > 0 && (
          <Spotlight.ActionsGroup label={found.data?.isCorrected ? words.nearly : words.found}>
            {hits.map((hit) => (
              <Spotlight.Action
                key={`${hit.type}${hit.id}`}
                label={hit.title}
                description={hit.number}
                leftSection={hit.type === 'incident' ? <IconTicket size={18} /> : <IconDevices size={18} />}
                onClick={() => go(hit.type === 'incident' ? links.incident(hit.number) : links.asset(hit.id))}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {page && here.length > 0 && (
          <Spotlight.ActionsGroup label={page.title}>
            {here.map(({ id, label, keys, run }) => (
              <Spotlight.Action
                key={id}
                label={label}
                leftSection={<IconBolt size={18} />}
                rightSection={keys && <Kbd>{keys}</Kbd>}
                // After the palette has gone, so that what opens gets the focus.
                onClick={() => setTimeout(run, 60)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {shown.length > 0 && (
          <Spotlight.ActionsGroup label={words.commands}>
            {shown.map(({ href, label }) => (
              <Spotlight.Action key={href} label={label} leftSection={<IconArrowRight size={18} />} onClick={() => go(href)} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {hits.length === 0 && shown.length === 0 && here.length === 0 && <Spotlight.Empty>{common.nothingFound}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
