import type { Sql } from '../../db/connection.ts';
import { firstPolicy, type MailPolicy } from './inbound-mail.ts';

const id = 'only';

/** How the desk takes mail, as an administrator said last. */
export async function readPolicy(sql: Sql): Promise<MailPolicy> {
  const columns = ['authServersJson', 'acceptedDomainsJson', 'unknownSenders', 'reopenDays', 'isAcknowledging', 'maxBytes', 'version'];
  return (await sql('mailPolicy').select(columns).where({ id }).first()) ?? firstPolicy;
}

/** Keeps the next version of the policy if the present one is still this; false when somebody was faster. */
export async function writePolicy(tx: Sql, { authServers, acceptedDomains, version, ...rest }: MailPolicy): Promise<boolean> {
  const row = {
    ...rest,
    authServersJson: JSON.stringify(authServers),
    acceptedDomainsJson: JSON.stringify(acceptedDomains),
    version: version + 1,
  };
  if (version > 0) return (await tx('mailPolicy').where({ id, version }).update(row)) === 1;
  return (
    (
      await tx('mailPolicy')
        .insert({ ...row, id })
        .onConflict('id')
        .ignore()
        .returning('id')
    ).length > 0
  );
}
