/** Every zone that the browser knows; the API decides. */
export const timeZones: string[] = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** The zone of this device. */
export const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** The list with this zone in it: the API may know more zones than the browser. */
export const zonesWith = (zone: string | null | undefined): string[] =>
  zone && !timeZones.includes(zone) ? [zone, ...timeZones] : timeZones;
