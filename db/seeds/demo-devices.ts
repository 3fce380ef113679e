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

const places = ['lyon', 'paris', 'dublin', 'montreal'];

/** The 120 devices of the demo company, of every kind; people and places by their position in the company. */
export function devices(peopleCount: number, placeOf: (person: number) => string, dice: Random): DemoDevice[] {
  const list: DemoDevice[] = [];
  const number = (name: string, n: number): string => `${name}-${String(n).padStart(2, '0')}`;
  for (let n = 0; n < 48; n += 1) {
    const [manufacturer, model, cost] = dice.pick(computers);
    const person = n < peopleCount ? { person: n } : {};
    list.push({
      kind: 'computer',
      name: number('lum-pc', n + 1),
      manufacturer,
      model,
      criticality: 'medium',
      age: dice.between(1, 40),
      cost,
      ...person,
    });
  }
  for (const [name, place, model, criticality] of servers) {
    const manufacturer = model.startsWith('PowerEdge') ? 'Dell' : 'HPE';
    list.push({
      kind: 'server',
      name,
      manufacturer,
      model,
      criticality,
      age: dice.between(6, 50),
      cost: dice.between(38, 92) * 100,
      place,
    });
  }
  for (let n = 0; n < 15; n += 1) {
    const place = placeOf(n + 9);
    list.push({
      kind: 'phone',
      name: number('tel', n + 1),
      manufacturer: 'Yealink',
      model: 'T54W',
      criticality: 'low',
      age: dice.between(8, 48),
      cost: 179,
      place,
    });
  }
  for (let n = 0; n < 18; n += 1) {
    const [manufacturer, model, cost] = dice.pick(mobiles);
    const person = n < 15 ? { person: n } : {};
    list.push({
      kind: 'mobile',
      name: number('lum-mob', n + 1),
      manufacturer,
      model,
      criticality: 'low',
      age: dice.between(1, 30),
      cost,
      ...person,
    });
  }
  for (let n = 0; n < 10; n += 1) {
    const isSwitch = n < 6;
    const place = places[n % 4] as string;
    const [name, model] = isSwitch ? [`sw-${place}-${n + 1}`, 'CCR 326-24G'] : [`ap-${place}-${n + 1}`, 'U6 Pro'];
    const manufacturer = isSwitch ? 'MikroTik' : 'Ubiquiti';
    list.push({
      kind: 'network',
      name,
      manufacturer,
      model,
      criticality: isSwitch ? 'high' : 'medium',
      age: dice.between(5, 60),
      cost: isSwitch ? 410 : 165,
      place,
    });
  }
  for (let n = 0; n < 8; n += 1) {
    const place = places[n % 4] as string;
    list.push({
      kind: 'printer',
      name: `imp-${place}-${n + 1}`,
      manufacturer: 'Brother',
      model: 'HL-L6410DN',
      criticality: 'low',
      age: dice.between(3, 60),
      cost: 520,
      place,
    });
  }
  for (let n = 0; n < 10; n += 1) {
    const [manufacturer, model, cost] =
      n % 2 === 0 ? (['Dell', 'U2724D', 389] as const) : (['Lenovo', 'ThinkPad USB-C Dock', 199] as const);
    const person = n < 7 ? { person: n + 10 } : {};
    list.push({
      kind: 'peripheral',
      name: number(n % 2 === 0 ? 'screen' : 'dock', n + 1),
      manufacturer,
      model,
      criticality: 'low',
      age: dice.between(1, 36),
      cost,
      ...person,
    });
  }
  list.push({
    kind: 'other',
    name: 'Laser bench',
    manufacturer: 'Trotec',
    model: 'Speedy 100',
    criticality: 'high',
    age: 20,
    cost: 9800,
    place: 'paris',
  });
  list.push({
    kind: 'other',
    name: 'Badge reader, main door',
    manufacturer: 'Salto',
    model: 'XS4',
    criticality: 'medium',
    age: 33,
    cost: 640,
    place: 'lyon',
  });
  list.push({
    kind: 'other',
    name: 'Meeting-room projector',
    manufacturer: 'Epson',
    model: 'EB-L210SW',
    criticality: 'low',
    age: 15,
    cost: 1190,
    place: 'dublin',
  });
  return list;
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
