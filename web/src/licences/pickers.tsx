import { type PickerProps, SearchSelect } from '../ui/search-select.tsx';
import type { Licence } from './licence-types.ts';

export const LicencePicker = (props: PickerProps) => (
  <SearchSelect<Licence>
    path="/licences"
    toOption={({ id, name, publisher }) => ({ value: id, label: name, ...(publisher && { hint: publisher }) })}
    {...props}
  />
);
