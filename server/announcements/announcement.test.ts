import { expect } from 'chai';
import { type Audience, isFor, type Reader } from './announcement.ts';

const everybody: Audience = { departments: [], locationIds: [], serviceIds: [], isForFollowers: false };
const reader: Reader = { department: 'Sales', locationIds: ['floor', 'paris'], followedServiceIds: ['mail'] };

describe('an announcement', () => {
  it('is for everybody unless it names somebody', () => {
    expect(isFor(everybody, reader)).to.equal(true);
    expect(isFor(everybody, { department: null, locationIds: [], followedServiceIds: [] })).to.equal(true);
  });

  it('is for a department whatever its case, a location with all below it, and followers', () => {
    expect(isFor({ ...everybody, departments: ['Legal', ' sales '] }, reader)).to.equal(true);
    expect(isFor({ ...everybody, departments: ['Legal'] }, reader)).to.equal(false);
    expect(isFor({ ...everybody, locationIds: ['paris'] }, reader)).to.equal(true);
    expect(isFor({ ...everybody, locationIds: ['lyon'] }, reader)).to.equal(false);
    expect(isFor({ ...everybody, serviceIds: ['sap'] }, reader)).to.equal(true);
    expect(isFor({ ...everybody, serviceIds: ['sap'], isForFollowers: true }, reader)).to.equal(false);
    expect(isFor({ ...everybody, serviceIds: ['sap', 'mail'], isForFollowers: true }, reader)).to.equal(true);
  });

  it('asks that all of it fits', () => {
    expect(isFor({ ...everybody, departments: ['Sales'], locationIds: ['lyon'] }, reader)).to.equal(false);
  });
});
