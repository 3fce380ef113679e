import type { Asset } from '../assets/asset.ts';
import { findAsset, findAssetByImei, findAssetBySerial } from '../assets/asset-queries.ts';
import type { NewAssetInput } from '../assets/asset-schemas.ts';
import { registerAsset } from '../assets/register-asset.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { assetOf } from './asset-of-document.ts';
import { type AgentValues, registerValues } from './facts/agent-values.ts';
import { insertMachine } from './facts/machine-store.ts';
import { freshMachine, type PreparedDocument } from './facts/write-facts.ts';
import { locationOfSource } from './sources/source-location.ts';

/** Registers a machine that agents found: all that it says is theirs to write; what another record has, it does not get. */
export async function registerMachine(tx: Context, actor: Actor, prepared: PreparedDocument): Promise<Asset> {
  const found = await freeOf(tx, assetOf(prepared.document));
  const locationId = await locationOfSource(tx.db.sql, prepared.sourceId);
  const { id } = await registerAsset(tx, actor, { ...found, locationId }, 'agent');
  const asset = (await findAsset(tx.db.sql, id)) as Asset;
  await insertMachine(tx.db.sql, { ...freshMachine(tx, id, prepared), written: registerValues(asset) as AgentValues });
  return asset;
}

async function freeOf(tx: Context, found: NewAssetInput): Promise<NewAssetInput> {
  const { sql } = tx.db;
  const imei = found.identifiers?.imei ?? null;
  const isSerialTaken = (await findAssetBySerial(sql, found.serial ?? null)) !== null;
  const isImeiTaken = imei !== null && (await findAssetByImei(sql, imei)) !== null;
  return {
    ...found,
    serial: isSerialTaken ? null : (found.serial ?? null),
    identifiers: { ...found.identifiers, imei: isImeiTaken ? null : imei },
  };
}
