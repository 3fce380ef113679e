/** An instant as a field of date and time shows it, by the clock of this device. */
export const fieldTime = (instant: string | number): string => new Date(instant).toLocaleString('sv').slice(0, 16).replace(' ', 'T');

/** What such a field says as an instant; text that is none stays as it is, for the server to refuse. */
export function instantOf(field: string): string {
  const at = new Date(field);
  return Number.isNaN(at.getTime()) ? field : at.toISOString();
}
