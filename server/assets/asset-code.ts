import type { Sql } from '../../db/connection.ts';
import type { Asset } from './asset.ts';
import { isImei, serialKey } from './asset-identifiers.ts';
import { findAssetRow, findAssetRows, findIdentifierBearers } from './asset-store.ts';

/**
 * What a code may name, the likeliest first: its text; of an address, the last part of its path, so that labels of this
 * program, of an earlier host of it and of other registers (`/ht/TAG`) are read alike; of a maker's barcode, the serial number without
 * what Apple (`S…`) and Lenovo (`1S` and ten letters of model) put before it.
 */
export function namesIn(code: string): string[] {
  const typed = code.trim();
  const names = [lastPartOf(typed) ?? typed];
  if (/^S[0-9A-Z]{8,}$/i.test(typed)) names.push(typed.slice(1));
  if (/^1S[0-9A-Z]{17,}$/i.test(typed)) names.push(typed.slice(12));
  return names;
}

function lastPartOf(address: string): string | null {
  if (!/^https?:\/\//i.test(address)) return null;
  try {
    const part = new URL(address).pathname.split('/').filter(Boolean).at(-1);
    return part ? decodeURIComponent(part) : null;
  } catch {
    return null;
  }
}

/** The asset that a code names by tag or id, else by serial number, else by IMEI; null when none does. Whether the caller may see it is not asked. */
export async function findAssetByCode(sql: Sql, code: string): Promise<Asset | null> {
  for (const name of namesIn(code)) {
    const found = (await findAssetRow(sql, name)) ?? (await bySerial(sql, name)) ?? (await byImei(sql, name));
    if (found) return found;
  }
  return null;
}

async function bySerial(sql: Sql, name: string): Promise<Asset | null> {
  const key = serialKey(name);
  if (!key) return null;
  return (await findAssetRows(sql, 'serialKey', [key]))[0] ?? null;
}

async function byImei(sql: Sql, name: string): Promise<Asset | null> {
  const imei = name.replace(/[\s./-]/g, '');
  if (!isImei(imei)) return null;
  const id = (await findIdentifierBearers(sql, 'imei', [imei])).get(imei);
  return id ? findAssetRow(sql, id) : null;
}
