import { expect } from 'chai';
import { FieldFault, type FieldType, numberKey, readFieldValue, valueKeys } from './field-value.ts';
import type { FieldRules } from './kind.ts';

const choices = ['red', 'green'].map((value) => ({
  value,
  name: value === 'red' ? { en: 'Red', fr: 'Rouge' } : { en: 'Green', fr: 'Vert forêt' },
  isActive: true,
}));
const read = (type: FieldType, given: unknown, rules: FieldRules = {}) =>
  readFieldValue({ type, rules, choices: type === 'choice' || type === 'choices' ? choices : [] }, given);
const fault = (type: FieldType, given: unknown, rules: FieldRules = {}): string => {
  try {
    return `took ${JSON.stringify(read(type, given, rules))}`;
  } catch (error) {
    if (error instanceof FieldFault) return error.message;
    throw error;
  }
};

describe('values of own fields', () => {
  it('are empty when nothing, blanks or an empty list were given', () => {
    for (const given of [null, undefined, '', [], '   ']) expect(read('text', given), JSON.stringify(given)).to.equal(null);
  });

  it('of text are trimmed, on one line, and no longer than allowed', () => {
    expect(read('text', '  a\n b  ')).to.equal('a b');
    expect(read('long_text', 'a\nb')).to.equal('a\nb');
    expect(fault('text', 'abc', { maxLength: 2 })).to.equal('must have at most 2 characters');
    expect(fault('text', 'a\u0000b')).to.equal('must not contain control characters');
    expect(fault('text', { a: 1 })).to.equal('must be text');
  });

  it('fit the format and the mask', () => {
    expect(read('text', '192.0.2.7', { format: 'ip' })).to.equal('192.0.2.7');
    expect(fault('text', '192.0.2.700', { format: 'ip' })).to.equal('must be an IP address');
    expect(read('text', '00-1A-2B-3C-4D-5E', { format: 'mac' })).to.equal('00:1a:2b:3c:4d:5e');
    expect(read('text', 'AB-123', { mask: 'AA-000' })).to.equal('AB-123');
    for (const wrong of ['AB-12', 'A1-123', 'AB_123', 'AB-1234'])
      expect(fault('text', wrong, { mask: 'AA-000' })).to.equal('must look like AA-000');
  });

  it('of numbers take a comma, and keep to their bounds', () => {
    expect(read('number', '12,5')).to.equal(12.5);
    expect(read('number', 0)).to.equal(0);
    expect(fault('number', '1e400')).to.equal('must be a number');
    expect(fault('number', 1.5, { decimals: 0 })).to.equal('must be a whole number');
    expect(fault('number', 7, { min: 8 })).to.equal('must be at least 8');
    expect(fault('number', 9, { max: 8 })).to.equal('must be at most 8');
    expect(fault('number', true)).to.equal('must be a number');
  });

  it('of dates are days that exist', () => {
    expect(read('date', '2024-02-29')).to.equal('2024-02-29');
    for (const wrong of ['2023-02-29', '2024-13-01', '24/12/2024', '0000-00-00']) expect(fault('date', wrong)).to.include('must be a date');
  });

  it('of yes and no are taken in both languages', () => {
    expect([true, 'oui', 'YES', 1].map((given) => read('boolean', given))).to.deep.equal([true, true, true, true]);
    expect([false, 'Non', '0'].map((given) => read('boolean', given))).to.deep.equal([false, false, false]);
    expect(fault('boolean', 'sometimes')).to.equal('must be true or false');
  });

  it('of choices are found by value and by name, and kept in the order of the field', () => {
    expect(read('choice', 'ROUGE')).to.equal('red');
    expect(read('choice', 'vert foret')).to.equal('green');
    expect(fault('choice', 'blue')).to.equal('must be one of red, green');
    expect(read('choices', ['green', 'red', 'green'])).to.deep.equal(['red', 'green']);
    expect(read('choices', 'Green; Red')).to.deep.equal(['red', 'green']);
  });

  it('of addresses are addresses', () => {
    expect(read('url', 'https://example.org/a')).to.equal('https://example.org/a');
    expect(fault('url', 'javascript:alert(1)')).to.include('must be an address');
    expect(fault('email', 'nobody')).to.equal('must be an e-mail address');
    expect(read('person', { id: 'x', name: 'Ana' })).to.equal('x');
    expect(fault('person', 7)).to.equal('must be the id of a person');
  });

  it('are compared without case, and numbers in their order', () => {
    expect(valueKeys('text', 'Écran')).to.deep.equal(['ecran']);
    const numbers = [-1e15, -10.5, -2, -0.000001, 0, 0.5, 3, 20, 1e15];
    const keys = numbers.map(numberKey);
    expect([...keys].sort((a, b) => (a < b ? -1 : 1))).to.deep.equal(keys);
  });
});
