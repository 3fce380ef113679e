/** Every address of the pages; a link that does not exist does not compile. */
export const links = {
  home: () => '/',
  myIncidents: () => '/my',
  /** `asset`: id of one of one's own devices; `about`: the tag of another. */
  fileIncident: (asked: { asset?: string; about?: string } = {}) => withQuery('/new', asked),
  myDevices: () => '/devices',
  queue: (filters: Record<string, string> = {}) => withQuery('/incidents', filters),
  incident: (numberOrId: string) => `/incidents/${encodeURIComponent(numberOrId)}`,
  assets: (filters: Record<string, string> = {}) => withQuery('/assets', filters),
  /** `tab`: the part of the device's page that opens. */
  asset: (id: string, tab = 'overview') => withQuery(`/assets/${encodeURIComponent(id)}`, tab === 'overview' ? {} : { tab }),
  person: (id: string) => `/people/${encodeURIComponent(id)}`,
  site: (id: string) => `/sites/${encodeURIComponent(id)}`,
  handOvers: () => '/hand-overs',
  handOver: (numberOrId: string) => `/hand-overs/${encodeURIComponent(numberOrId)}`,
  /** `direction=in` takes back; `personId`, `assetId` and `requestId` say what it is about. */
  newHandOver: (about: Record<string, string> = {}) => withQuery('/hand-overs/new', about),
  reservations: () => '/reservations',
  assetRequests: () => '/asset-requests',
  assetRequest: (numberOrId: string) => `/asset-requests/${encodeURIComponent(numberOrId)}`,
  departures: () => '/departures',
  leaving: (personId: string) => `/departures/${personId}`,
  campaigns: () => '/campaigns',
  campaign: (id: string) => `/campaigns/${id}`,
  custodySettings: () => '/custody-settings',
  assetImport: () => '/assets/import',
  assetImportRun: (id: string) => `/assets/imports/${id}`,
  migrations: () => '/assets/migrations',
  /** `audit`: id of the stock-take that is counted; `place`: where. */
  scan: (asked: { mode?: string; audit?: string; place?: string } = {}) => withQuery('/scan', asked),
  audits: () => '/audits',
  audit: (id: string) => `/audits/${encodeURIComponent(id)}`,
  /** `ids`: of devices, `places`: of places, with commas; or the filters of the list of devices. */
  labels: (asked: Record<string, string> = {}) => withQuery('/labels', asked),
  backups: () => '/backups',
  policies: () => '/backups/policies',
  policy: (id: string) => `/backups/policies/${id}`,
  run: (id: string) => `/backups/runs/${id}`,
  recoveryPoints: (filters: Record<string, string> = {}) => withQuery('/backups/recovery-points', filters),
  recoveryPoint: (id: string) => `/backups/recovery-points/${id}`,
  repositories: () => '/backups/repositories',
  coverage: () => '/backups/coverage',
  onCall: (scheduleId?: string) => (scheduleId ? `/on-call/${scheduleId}` : '/on-call'),
  onCallFairness: () => '/on-call/fairness',
  answers: (begun: { title?: string; body?: string } = {}) => withQuery('/answers', begun),
  answer: (id: string) => `/answers/${id}`,
  reports: (part: string = 'backlog', filters: Record<string, string> = {}) => withQuery(`/reports/${part}`, filters),
  admin: (part: string = 'people') => `/admin/${part}`,
  webhook: (id: string) => `/admin/webhooks/${id}`,
  account: () => '/account',
  status: () => '/status',
  majors: () => '/major-incidents',
  major: (id: string) => `/major-incidents/${encodeURIComponent(id)}`,
  myNotifications: () => '/account/notifications',
} as const;

function withQuery(path: string, filters: Record<string, string>): string {
  const query = new URLSearchParams(filters).toString();
  return query ? `${path}?${query}` : path;
}
