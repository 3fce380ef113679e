/**
 * One shape of row on every database. Columns are snake_case in SQL and camelCase in code; by their names, `…_at` and
 * `…_by` that hold numbers are instants (SQLite keeps milliseconds), `is_…` are booleans, `…_json` holds JSON: it is
 * read as the parsed value under the name without the suffix, and written as text under `…Json`.
 */

const snakeCache = new Map<string, string>();

/** `resolutionDueAt` → `resolution_due_at`; leaves what is snake_case already. */
export function snakeCase(name: string): string {
  let snake = snakeCache.get(name);
  if (snake === undefined) {
    snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    snakeCache.set(name, snake);
  }
  return snake;
}

interface Column {
  key: string;
  read: ((value: unknown) => unknown) | null;
}

const columnCache = new Map<string, Column>();

function columnOf(name: string): Column {
  let column = columnCache.get(name);
  if (!column) {
    column = { key: camelCase(name.endsWith('_json') ? name.slice(0, -5) : name), read: readerOf(name) };
    columnCache.set(name, column);
  }
  return column;
}

const camelCase = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function readerOf(name: string): Column['read'] {
  if (name.endsWith('_at') || name.endsWith('_by')) return (v) => (typeof v === 'number' ? new Date(v) : v);
  if (name.startsWith('is_')) return (v) => (typeof v === 'number' ? v !== 0 : v);
  if (name.endsWith('_json')) return (v) => (typeof v === 'string' ? JSON.parse(v) : v);
  return null;
}

function readRow(row: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const name in row) {
    const column = columnOf(name);
    result[column.key] = column.read ? column.read(row[name]) : row[name];
  }
  return result;
}

/** Makes rows of lists of values that stand in the order of these columns. */
export function rowReader(columns: readonly string[]): (values: unknown[]) => Record<string, unknown> {
  const known = columns.map((name) => columnOf(snakeCase(name)));
  return (values) => {
    const row: Record<string, unknown> = {};
    for (let i = 0; i < known.length; i += 1) {
      const { key, read } = known[i] as Column;
      row[key] = read ? read(values[i]) : values[i];
    }
    return row;
  };
}

const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date) && !Buffer.isBuffer(value);

/** Normalises what a driver answers: rows of a query builder or, for raw SQL, the rows inside the driver's result. */
export function readRows(response: unknown): unknown {
  if (Array.isArray(response)) return response.map((item) => (isRow(item) ? readRow(item) : item));
  if (!isRow(response)) return response;
  if (Array.isArray(response['rows']) && 'command' in response) {
    return (response['rows'] as Record<string, unknown>[]).map(readRow);
  }
  return readRow(response);
}
