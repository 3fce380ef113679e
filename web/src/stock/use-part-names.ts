import { useKindNames } from '../assets/use-kind-names.ts';
import type { Kit } from './stock-types.ts';

type Line = Kit['lines'][number];

/** What a part of a kit is called: the item, the licence, the model, or any device of a kind. */
export function usePartNames(): (line: Line) => string {
  const kinds = new Map(useKindNames().map(({ value, label }) => [value, label]));
  return (line) => (line.type === 'asset' && !line.model ? (kinds.get(line.kind) ?? line.kind) : line.name);
}
