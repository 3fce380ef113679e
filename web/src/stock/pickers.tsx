import { type PickerProps, SearchSelect } from '../ui/search-select.tsx';
import type { StockItem } from './stock-types.ts';

export const StockItemPicker = (props: PickerProps) => (
  <SearchSelect<StockItem>
    path="/stock-items"
    params={{ active: 'true' }}
    toOption={({ id, name, onHand }) => ({ value: id, label: name, hint: String(onHand) })}
    {...props}
  />
);
