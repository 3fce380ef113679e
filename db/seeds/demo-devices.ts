import type { Random } from './random.ts';

export interface DemoDevice {
  kind: 'computer' | 'server' | 'phone' | 'mobile' | 'network' | 'printer' | 'peripheral' | 'other';
  name: string;
  manufacturer: string;
  model: string;
  criticality: 'low' | 'medium' | 'high';
  /** Months since it was bought. */
  age: number;
  cost: number;
  /** Index of the person who has it, key of the location where it stands, or nothing: it is in stock. */
  person?: number;
  place?: string;
}

const computers = [
  ['Lenovo', 'ThinkPad T14 Gen 5', 1490],
  ['Lenovo', 'ThinkPad P1 Gen 7', 2890],
  ['Dell', 'Latitude 7450', 1620],
  ['HP', 'EliteBook 840 G11', 1540],
  ['Apple', 'MacBook Pro 14', 2490],
] as const;
const mobiles = [
  ['Fairphone', 'Fairphone 5', 699],
  ['Samsung', 'Galaxy A55', 449],
  ['Apple', 'iPhone 15', 869],
] as const;

const servers: Array<[name: string, place: string, model: string, criticality: 'medium' | 'high']> = [
  ['srv-coulisse', 'lyon', 'PowerEdge R450', 'high'],
  ['srv-files-lyon', 'lyon', 'PowerEdge R550', 'high'],
  ['srv-erp', 'lyon', 'PowerEdge R750', 'high'],
  ['srv-web-1', 'lyon', 'PowerEdge R450', 'high'],
  ['srv-build', 'lyon', 'PowerEdge R350', 'medium'],
  ['srv-files-dublin', 'dublin', 'ProLiant DL360 Gen11', 'medium'],
  ['srv-print-dublin', 'dublin', 'ProLiant ML30 Gen11', 'medium'],
  ['srv-atelier', 'paris', 'ProLiant DL20 Gen11', 'medium'],
];

const places = ['lyon', 'paris', 'dublin', 'montreal'] as const;
const placeAt = (n: number): string => places[n % places.length] as string;
const numbered = (name: string, n: number): string => `${name}-${String(n + 1).padStart(2, '0')}`;
const many = (count: number, make: (n: number) => DemoDevice): DemoDevice[] => Array.from({ length: count }, (_, n) => make(n));

/** The 120 devices of the demo company, of every kind; people and places by their position in the company. */
export function devices(peopleCount: number, placeOf: (person: number) => string, dice: Random): DemoDevice[] {
  return [
    ...many(48, (n) =>
      carried('computer', numbered('lum-pc', n), dice.pick(computers), dice.between(1, 40), n < peopleCount ? n : undefined),
    ),
    ...servers.map((server) => rack(server, dice)),
    ...many(15, (n) => placed('phone', numbered('tel', n), ['Yealink', 'T54W', 179], 'low', dice.between(8, 48), placeOf(n + 9))),
    ...many(18, (n) => carried('mobile', numbered('lum-mob', n), dice.pick(mobiles), dice.between(1, 30), n < 15 ? n : undefined)),
    ...many(10, (n) => wired(n, dice)),
    ...many(8, (n) =>
      placed('printer', `imp-${placeAt(n)}-${n + 1}`, ['Brother', 'HL-L6410DN', 520], 'low', dice.between(3, 60), placeAt(n)),
    ),
    ...many(10, (n) => onTheDesk(n, dice)),
    placed('other', 'Laser bench', ['Trotec', 'Speedy 100', 9800], 'high', 20, 'paris'),
    placed('other', 'Badge reader, main door', ['Salto', 'XS4', 640], 'medium', 33, 'lyon'),
    placed('other', 'Meeting-room projector', ['Epson', 'EB-L210SW', 1190], 'low', 15, 'dublin'),
  ];
}

type Article = readonly [manufacturer: string, model: string, cost: number];

function carried(kind: DemoDevice['kind'], name: string, [manufacturer, model, cost]: Article, age: number, person?: number): DemoDevice {
  const criticality = kind === 'computer' ? 'medium' : 'low';
  return { kind, name, manufacturer, model, criticality, age, cost, ...(person !== undefined && { person }) };
}

function placed(
  kind: DemoDevice['kind'],
  name: string,
  [manufacturer, model, cost]: Article,
  criticality: DemoDevice['criticality'],
  age: number,
  place: string,
): DemoDevice {
  return { kind, name, manufacturer, model, criticality, age, cost, place };
}

function rack([name, place, model, criticality]: (typeof servers)[number], dice: Random): DemoDevice {
  const manufacturer = model.startsWith('PowerEdge') ? 'Dell' : 'HPE';
  return placed('server', name, [manufacturer, model, dice.between(38, 92) * 100], criticality, dice.between(6, 50), place);
}

function wired(n: number, dice: Random): DemoDevice {
  const place = placeAt(n);
  const age = dice.between(5, 60);
  if (n < 6) return placed('network', `sw-${place}-${n + 1}`, ['MikroTik', 'CRS326-24G', 410], 'high', age, place);
  return placed('network', `ap-${place}-${n + 1}`, ['Ubiquiti', 'U6 Pro', 165], 'medium', age, place);
}

function onTheDesk(n: number, dice: Random): DemoDevice {
  const article: Article = n % 2 === 0 ? ['Dell', 'U2724D', 389] : ['Lenovo', 'ThinkPad USB-C Dock', 199];
  return carried('peripheral', numbered(n % 2 === 0 ? 'screen' : 'dock', n), article, dice.between(1, 36), n < 7 ? n + 10 : undefined);
}

/** Fifteen digits of which the last is the check digit that makes it an IMEI. */
export function imei(dice: Random): string {
  const digits = Array.from({ length: 14 }, (_, i) => (i === 0 ? 3 : dice.between(0, 9)));
  const sum = digits.reduce((total, digit, i) => {
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${digits.join('')}${(10 - (sum % 10)) % 10}`;
}

const hex = (dice: Random, length: number): string => Array.from({ length }, () => dice.between(0, 15).toString(16)).join('');

/** A locally administered address, which no maker gave to any device. */
export const mac = (dice: Random): string => ['02', ...Array.from({ length: 5 }, () => hex(dice, 2))].join(':');

export const uuid = (dice: Random): string => `${hex(dice, 8)}-${hex(dice, 4)}-4${hex(dice, 3)}-8${hex(dice, 3)}-${hex(dice, 12)}`;

export const serial = (dice: Random): string => hex(dice, 10).toUpperCase();
