import { MultiSelect } from '@mantine/core';
import { useGet } from '../api/queries.ts';
import type { Location, Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { commonWords } from '../ui/words.ts';
import { majorWords } from './major-words.ts';

interface Props {
  serviceIds: string[];
  locationIds: string[];
  onServices: (ids: string[]) => void;
  onLocations: (ids: string[]) => void;
  servicesLabel?: string;
  locationsLabel?: string;
}

/** Which services and locations it is about. */
export function ScopeFields({ serviceIds, locationIds, onServices, onLocations, servicesLabel, locationsLabel }: Props) {
  const words = useWords(majorWords);
  const common = useWords(commonWords);
  const services = useGet<Page<{ id: string; name: string }>>('/services');
  const locations = useGet<Page<Location>>('/locations');
  const optionsOf = (items: Array<{ id: string; name: string }> | undefined) =>
    (items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const shared = { searchable: true, hidePickedOptions: true, nothingFoundMessage: common.nothingFound };
  return (
    <>
      <MultiSelect
        {...shared}
        label={servicesLabel ?? words.services}
        data={optionsOf(services.data?.items)}
        value={serviceIds}
        onChange={onServices}
      />
      <MultiSelect
        {...shared}
        label={locationsLabel ?? words.locations}
        placeholder={locationIds.length === 0 ? words.everywhere : ''}
        data={optionsOf(locations.data?.items)}
        value={locationIds}
        onChange={onLocations}
      />
    </>
  );
}

/** How often news can be promised. */
export const cadences = ['PT15M', 'PT30M', 'PT1H', 'PT2H', 'PT4H', 'PT24H'];
