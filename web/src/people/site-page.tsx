import { Button } from '@mantine/core';
import { IconClipboardCheck, IconList } from '@tabler/icons-react';
import { Link } from 'wouter';
import { ApiProblem } from '../api/problem.ts';
import { useGet, useList } from '../api/queries.ts';
import type { Asset, Location, Page } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useFacetLabel } from '../asset-list/facet-panel.tsx';
import type { FacetName, Facets } from '../asset-list/list-types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Card, Facts, Failure, Listed, Loaded, PageHead } from '../ui/states.tsx';
import { DeviceLines } from './device-lines.tsx';
import { peopleWords } from './people-words.ts';
import './people.css';

/** One place: what is there and in everything that lies in it. */
export function SitePage({ id }: { id: string }) {
  const locations = useGet<Page<Location>>('/locations');
  const facets = useGet<Facets>('/assets/facets', { withinLocationId: id });
  return (
    <div className="page">
      <Loaded query={locations}>
        {({ items }) => {
          const site = items.find((each) => each.id === id);
          if (!site) return <Failure error={missing} />;
          return <Loaded query={facets}>{(found) => <Site site={site} facets={found} />}</Loaded>;
        }}
      </Loaded>
    </div>
  );
}

const missing = new ApiProblem(404, {});

function Site({ site, facets }: { site: Location; facets: Facets }) {
  const words = useWords(peopleWords);
  const format = useFormats();
  const late = useGet<Facets>('/assets/facets', { withinLocationId: site.id, overdue: true }).data?.total ?? 0;
  const important = facets.facets.criticality.find(({ value }) => value === 'high')?.count ?? 0;
  const above = facets.places.path.at(-2);
  return (
    <>
      <PageHead
        back={above ? { href: links.site(above.id), label: above.name } : { href: links.assets(), label: words.devices }}
        title={site.name}
        lead={
          <span className="row tight">
            <span>{words.siteLead(format.number(facets.total))}</span>
            {late > 0 && (
              <Link href={links.assets({ withinLocationId: site.id, overdue: 'true' })}>
                <Chip tone="danger">{words.late(late)}</Chip>
              </Link>
            )}
            {important > 0 && <Chip tone="velvet">{words.important(important)}</Chip>}
          </span>
        }
        actions={
          <>
            <Button component={Link} href={links.audits()} variant="default" leftSection={<IconClipboardCheck size={16} aria-hidden />}>
              {words.audit}
            </Button>
            <Button component={Link} href={links.assets({ withinLocationId: site.id })} leftSection={<IconList size={16} aria-hidden />}>
              {words.inList}
            </Button>
          </>
        }
      />
      <div className="two">
        <div className="stack">
          <PlacesIn facets={facets} />
          <Newest site={site} />
        </div>
        <div className="stack">
          <Counts title={words.byKind} name="kind" site={site} facets={facets} />
          <Counts title={words.byStatus} name="status" site={site} facets={facets} />
          <Counts title={words.byMaker} name="manufacturer" site={site} facets={facets} />
          <Card title={words.overview}>
            <Facts
              of={[
                [words.address, site.address],
                [words.zone, site.timeZone],
              ]}
            />
          </Card>
        </div>
      </div>
    </>
  );
}

function PlacesIn({ facets: { places, total } }: { facets: Facets }) {
  const words = useWords(peopleWords);
  const format = useFormats();
  if (places.items.length === 0) return null;
  return (
    <Card title={words.below} flush>
      <ul className="lines">
        {places.items.map(({ id, name, count }) => (
          <li key={id}>
            <Link href={links.site(id)} className="grow clip row-link">
              <bdi>{name}</bdi>
            </Link>
            <meter className="share" min={0} max={Math.max(total, 1)} value={count} aria-label={name} />
            <span className="tabular">{format.number(count)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Newest({ site }: { site: Location }) {
  const words = useWords(peopleWords);
  const assets = useList<Asset>('/assets', { withinLocationId: site.id, sort: '-updatedAt', limit: 15 });
  return (
    <Card title={words.newest} flush>
      <Listed query={{ ...assets, hasNextPage: false }} empty={<p className="muted quiet">{words.noDevices}</p>}>
        {(items) => <DeviceLines assets={items.slice(0, 15)} />}
      </Listed>
    </Card>
  );
}

interface CountsProps {
  title: string;
  name: Exclude<FacetName, 'locationId'>;
  site: Location;
  facets: Facets;
}

function Counts({ title, name, site, facets }: CountsProps) {
  const labelOf = useFacetLabel();
  const format = useFormats();
  const values = facets.facets[name].filter(({ value }) => value !== '').slice(0, 8);
  if (values.length === 0) return null;
  return (
    <Card title={title} flush>
      <ul className="lines">
        {values.map(({ value, count }) => (
          <li key={value}>
            <Link href={links.assets({ withinLocationId: site.id, [name]: value.replaceAll(',', '\\,') })} className="grow clip row-link">
              <bdi>{labelOf(name, value)}</bdi>
            </Link>
            <span className="tabular muted">{format.number(count)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
