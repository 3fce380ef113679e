import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Row = Record<string, unknown>;

/** A server that answers as Snipe-IT's interface does: pages by offset, errors with 200, a limit on calls. */
export interface SnipeStub {
  baseUrl: string;
  lists: Record<string, Row[]>;
  /** Every call, as it was asked. */
  calls: string[];
  token: string;
  /** So many calls are answered before each 429; null answers all. */
  callsBeforePause: number | null;
  /** Answers every call with this status while it is set. */
  broken: number | null;
  mostRows: number;
  close(): Promise<void>;
}

/** Starts such a server on a free port with these lists. */
export async function startSnipe(lists: Record<string, Row[]>): Promise<SnipeStub> {
  const stub: SnipeStub = {
    baseUrl: '',
    lists,
    calls: [],
    token: 'secret-token',
    callsBeforePause: null,
    broken: null,
    mostRows: 500,
    close: () => new Promise((done) => server.close(() => done())),
  };
  const server = createServer((request, response) => answer(stub, request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  stub.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return stub;
}

function answer(stub: SnipeStub, request: IncomingMessage, response: ServerResponse): void {
  const [status, body, headers] = answerOf(stub, request);
  response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

function answerOf(stub: SnipeStub, request: IncomingMessage): [number, unknown, Record<string, string>?] {
  const url = new URL(request.url ?? '/', stub.baseUrl);
  const name = url.pathname.replace('/api/v1/', '');
  stub.calls.push(`${name}?${url.searchParams.get('offset')}`);
  if (stub.broken !== null) return [stub.broken, '<html>broken</html>'];
  if (stub.callsBeforePause !== null && stub.calls.length % (stub.callsBeforePause + 1) === 0)
    return [429, { status: 'error', messages: 'Too many requests', payload: null }, { 'Retry-After': '7' }];
  if (request.headers.authorization !== `Bearer ${stub.token}`) return [401, { error: 'Unauthorized' }];
  const rows = stub.lists[name];
  if (!rows) return [200, { status: 'error', messages: 'Endpoint not found', payload: null }];
  const asked = Number(url.searchParams.get('limit'));
  const limit = asked > stub.mostRows || asked < 1 ? stub.mostRows : asked;
  // An offset behind the end is pulled back to it.
  const offset = Math.min(Number(url.searchParams.get('offset')), Math.max(0, rows.length - 1));
  return [200, { total: rows.length, rows: rows.slice(offset, offset + limit) }];
}

const named = (id: number, name: string) => ({ id, name });
const day = (date: string) => ({ date, formatted: `on ${date}` });
const person = (id: number, first: string, email: string | null, more: Row = {}): Row => ({
  id,
  name: `${first} Muster`,
  first_name: first,
  last_name: 'Muster',
  username: first.toLowerCase(),
  email,
  jobtitle: 'Clerk',
  phone: null,
  department: null,
  location: null,
  manager: null,
  activated: true,
  locale: 'en-US',
  ...more,
});
const device = (id: number, tag: string, more: Row = {}): Row => ({
  id,
  name: '',
  asset_tag: tag,
  serial: `SER-${id}`,
  model: named(1, 'Macbook Pro 13&quot;'),
  model_number: 'A2338',
  status_label: { id: 1, name: 'Ready to Deploy', status_type: 'deployable', status_meta: 'deployable' },
  category: named(1, 'Laptops'),
  manufacturer: named(1, 'Apple'),
  supplier: null,
  company: null,
  location: null,
  rtd_location: null,
  assigned_to: null,
  notes: null,
  order_number: null,
  warranty_months: null,
  warranty_expires: null,
  purchase_date: null,
  purchase_cost: null,
  expected_checkin: null,
  asset_eol_date: null,
  custom_fields: {},
  ...more,
});

/** A small company with everything that is hard: what is mentioned before it comes, escaped texts, formats of money, leavers. */
export const company = (): Record<string, Row[]> => ({
  locations: [
    { id: 1, name: 'Floor 2', parent: named(9, 'HQ &amp; Co'), address: null, city: null },
    { id: 9, name: 'HQ &amp; Co', parent: null, address: '1 rue de l&#039;Église', city: 'Paris', zip: '75002', country: 'FR' },
  ],
  users: [
    person(1, 'Ana', 'ANA@example.org', { manager: named(3, 'Chef Muster'), location: named(1, 'Floor 2') }),
    person(2, 'Gone', 'gone@example.org', { activated: false }),
    person(3, 'Chef', 'chef@example.org', { department: named(1, 'R&amp;D') }),
    person(4, 'Nobody', null),
  ],
  suppliers: [{ id: 1, name: 'Shop &lt;1&gt;', email: 'shop@example.org', url: 'https://shop.example.org', phone: '', notes: null }],
  hardware: [
    // A dock in a laptop that comes further down.
    device(1, 'DOCK-1', { category: named(2, 'Docking stations'), assigned_to: { id: 3, name: 'LAP-1', type: 'asset' } }),
    device(2, 'OLD-1', {
      status_label: { id: 3, name: 'Archived', status_type: 'archived', status_meta: 'archived' },
      assigned_to: { id: 2, name: 'Gone Muster', type: 'user' },
    }),
    device(3, 'LAP-1', {
      name: 'Ana&#039;s &quot;laptop&quot;',
      serial: 'C02XK1',
      status_label: { id: 2, name: 'Deployed', status_type: 'deployable', status_meta: 'deployed' },
      assigned_to: { id: 1, username: 'ana', name: 'Ana Muster', email: 'ANA@example.org', type: 'user' },
      location: named(1, 'Floor 2'),
      purchase_date: day('2023-01-23'),
      purchase_cost: '2,266.13',
      warranty_months: '36 months',
      warranty_expires: day('2026-01-23'),
      asset_eol_date: day('2028-01-23'),
      supplier: named(1, 'Shop &lt;1&gt;'),
      order_number: 'PO-77',
      notes: 'R&amp;D only',
      custom_fields: {
        'MAC Address': { field: '_snipeit_mac_1', value: '00:1a:2b:3c:4d:5e', field_format: 'MAC', element: 'text' },
        RAM: { field: '_snipeit_ram_2', value: '16 GB', field_format: 'ANY', element: 'text' },
        Blank: { field: '_snipeit_blank_3', value: '', field_format: 'ANY', element: 'text' },
      },
    }),
    device(4, 'PHO-1', {
      category: named(3, 'VOIP Phones'),
      assigned_to: { id: 9, name: 'HQ &amp; Co', type: 'location' },
      location: named(9, 'HQ &amp; Co'),
    }),
    device(5, 'BAD-1', { serial: '6.37702E+15' }),
  ],
  licenses: [
    {
      id: 1,
      name: 'Editor',
      product_key: 'KEY-1',
      seats: 3,
      manufacturer: named(2, 'Words'),
      supplier: named(1, 'Shop &lt;1&gt;'),
      purchase_cost: '12.58',
      purchase_date: day('2023-02-01'),
      expiration_date: day('2030-02-01'),
      reassignable: true,
      notes: null,
    },
  ],
  'licenses/1/seats': [
    { id: 11, assigned_user: named(1, 'Ana Muster'), assigned_asset: null },
    { id: 12, assigned_user: null, assigned_asset: null },
    { id: 13, assigned_user: named(2, 'Gone Muster'), assigned_asset: null },
  ],
  accessories: [{ id: 1, name: 'Keyboard', qty: 10, remaining: 7, min_qty: 2, purchase_cost: '19.90', location: named(1, 'Floor 2') }],
  consumables: [{ id: 1, name: 'Toner', qty: 5, remaining: 5, min_amt: 1, item_no: 'T-1' }],
  components: [{ id: 1, name: 'DIMM', qty: 4, remaining: 2 }],
  companies: [named(1, 'Acme')],
  kits: [],
  maintenances: [named(1, 'Screen'), named(2, 'Battery')],
  depreciations: [named(1, 'Computers')],
});
