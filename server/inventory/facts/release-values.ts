import { attempt, transact } from '../../../db/transaction.ts';
import type { AssetRef } from '../../assets/asset.ts';
import { assetRefs } from '../../assets/asset-queries.ts';
import { checkUniqueness, loadAsset, refusingDoubles, writeAsset } from '../../assets/write-asset.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { Problem } from '../../platform/problem.ts';
import { type AgentField, type AgentValues, agentFields, isSameValue, patchFor, registerValues } from './agent-values.ts';
import { lockMachine, updateMachine } from './machine-store.ts';

/**
 * Lets the agent's word stand in these fields of a record, and go on standing there; fields in which it says nothing are
 * left alone. 409 when no agent spoke of it, 422 when another record has the value.
 */
export async function releaseValues(ctx: Context, actor: Actor, idOrTag: string, fields: AgentField[]): Promise<void> {
  await refusingDoubles(ctx, () =>
    transact(ctx, async (tx) => {
      const asset = await loadAsset(tx, actor, idOrTag);
      const machine = await lockMachine(tx.db.sql, asset.id);
      if (!machine) throw new Problem('conflict', `No agent has spoken of ${asset.tag}`);
      const values: AgentValues = {};
      for (const field of fields) if (machine.said[field]) values[field] = machine.said[field].value;
      const patch = patchFor(asset, values);
      await checkUniqueness(tx, { ...asset, ...patch });
      const { version } = await writeAsset(tx, actor, asset, patch, { kind: 'changed' });
      const present = { ...registerValues(asset), ...values };
      const left = agentFields.filter((field) => machine.said[field] && !isSameValue(field, present[field], machine.said[field].value));
      await updateMachine(tx.db.sql, machine.id, {
        written: { ...machine.written, ...values },
        differs: left.join(','),
        seenVersion: version,
      });
    }),
  );
}

/** The same for many records; those where it cannot be are told and the others go on. */
export async function releaseMany(ctx: Context, actor: Actor, { assetIds, fields }: { assetIds: string[]; fields: AgentField[] }) {
  return transact(ctx, async (tx) => {
    const refs = await assetRefs(tx.db.sql, assetIds);
    const refused: Array<{ asset: AssetRef; message: string }> = [];
    let released = 0;
    for (const id of new Set(assetIds)) {
      const asset = refs.get(id);
      if (!asset) continue;
      try {
        await attempt(tx, (part) => releaseValues(part, actor, id, fields));
        released += 1;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        refused.push({ asset, message: error.message });
      }
    }
    return { released, refused };
  });
}
