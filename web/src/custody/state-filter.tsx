import { SegmentedControl } from '@mantine/core';
import { useSearchParams } from 'wouter';

/** A filter by state that lives in the address; an empty one means all. */
export function useStateFilter(initial = ''): [string, (state: string) => void] {
  const [params, setParams] = useSearchParams();
  const state = params.get('state') ?? initial;
  const set = (next: string) => setParams({ state: next || 'all' }, { replace: true });
  return [state === 'all' ? '' : state, set];
}

interface Props {
  label: string;
  value: string;
  options: Array<[value: string, label: string]>;
  onChange: (value: string) => void;
}

export function StateFilter({ label, value, options, onChange }: Props) {
  return (
    <div className="filters" style={{ overflowX: 'auto' }}>
      <SegmentedControl
        aria-label={label}
        data={options.map(([state, name]) => ({ value: state || 'all', label: name }))}
        value={value || 'all'}
        onChange={(next) => onChange(next === 'all' ? '' : next)}
      />
    </div>
  );
}
