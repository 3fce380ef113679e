import type { z } from 'zod';
import { transact } from '../../../db/transaction.ts';
import { recordAudit } from '../../auth/audit.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { invalid, notFound, Problem } from '../../platform/problem.ts';
import { seal, unseal } from '../../platform/secret-box.ts';
import type { SnmpCredential, SnmpSecrets } from './discovery.ts';
import type { credentialChanges, newCredential } from './discovery-schemas.ts';
import { deleteCredential, insertCredential, listCredentials, listNetworks, updateCredential } from './discovery-store.ts';

const purpose = 'snmp credential';

/** The secrets of a credential; for what is told to an appointed agent alone. */
export const secretsOf = (ctx: Context, { secretsSealed }: SnmpCredential): SnmpSecrets =>
  JSON.parse(unseal(ctx.settings.secretKey, purpose, secretsSealed));

/** Keeps how devices are asked by SNMP. */
export async function addCredential(ctx: Context, actor: Actor, input: z.output<typeof newCredential>): Promise<SnmpCredential> {
  const { name, protocol, ...secrets } = input;
  checkSecrets(protocol, secrets);
  return transact(ctx, async (tx) => {
    await checkName(tx, null, name);
    const credential: SnmpCredential = {
      id: newId(),
      name,
      protocol,
      secretsSealed: seal(ctx.settings.secretKey, purpose, JSON.stringify(secrets)),
      version: 1,
      createdAt: tx.clock(),
    };
    await insertCredential(tx.db.sql, credential);
    await audit(tx, actor, 'snmpCredential.added', credential.id, { name, protocol });
    return credential;
  });
}

/** Changes a credential; secrets that are not sent stay as they are. */
export async function changeCredential(
  ctx: Context,
  actor: Actor,
  id: string,
  input: z.output<typeof credentialChanges>,
  ifMatch: number | null,
): Promise<SnmpCredential> {
  return transact(ctx, async (tx) => {
    const before = (await listCredentials(tx.db.sql)).find((credential) => credential.id === id);
    if (!before) throw notFound('credential');
    if (ifMatch !== null && ifMatch !== before.version)
      throw new Problem('version_mismatch', undefined, { extra: { version: before.version } });
    const { name = before.name, protocol = before.protocol, ...sent } = input;
    const secrets = { ...(protocol === before.protocol ? secretsOf(ctx, before) : {}), ...sent };
    checkSecrets(protocol, secrets);
    await checkName(tx, id, name);
    const changes = { name, protocol, secretsSealed: seal(ctx.settings.secretKey, purpose, JSON.stringify(secrets)) };
    if (!(await updateCredential(tx.db.sql, id, before.version, changes))) throw new Problem('version_mismatch');
    await audit(tx, actor, 'snmpCredential.changed', id, { name, protocol });
    return { ...before, ...changes, version: before.version + 1 };
  });
}

/** Takes a credential away that no network uses. */
export async function removeCredential(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const user = (await listNetworks(tx.db.sql)).find(({ credentialIds }) => credentialIds.includes(id));
    if (user) throw new Problem('conflict', `${user.name} uses it`);
    if (!(await deleteCredential(tx.db.sql, id))) throw notFound('credential');
    await audit(tx, actor, 'snmpCredential.removed', id, {});
  });
}

function checkSecrets(protocol: SnmpCredential['protocol'], secrets: SnmpSecrets): void {
  if (protocol !== '3') {
    if (!secrets.community) throw invalid('/community', 'Versions 1 and 2c need a community');
    return;
  }
  if (!secrets.username) throw invalid('/username', 'Version 3 needs a user name');
  if (secrets.privacyPassphrase && !secrets.authPassphrase) throw invalid('/authPassphrase', 'Privacy needs authentication');
}

async function checkName(tx: Context, id: string | null, name: string): Promise<void> {
  if ((await listCredentials(tx.db.sql)).some((other) => other.id !== id && other.name === name))
    throw invalid('/name', 'There is a credential of this name already');
}

const audit = (tx: Context, actor: Actor, action: string, subjectId: string, detail: Record<string, unknown>): Promise<void> =>
  recordAudit(tx, actor, { action, subjectType: 'snmpCredential', subjectId, detail });
