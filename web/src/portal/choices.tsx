import type { Level } from '../api/types.ts';

interface Props {
  name: string;
  legend: string;
  words: Record<Level, string>;
  hints: Record<Level, string>;
  value: Level;
  onChange: (value: Level) => void;
}

/** One of three, in human words. */
export function Choices({ name, legend, words, hints, value, onChange }: Props) {
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      <div>
        {(['low', 'medium', 'high'] as const).map((level) => (
          <label key={level}>
            <input
              type="radio"
              className="hidden-visually"
              name={name}
              value={level}
              checked={value === level}
              onChange={() => onChange(level)}
            />
            {words[level]}
            <small>{hints[level]}</small>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
