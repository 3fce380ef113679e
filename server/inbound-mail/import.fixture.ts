import { openDatabase } from '../../db/connection.ts';
import { systemClock } from '../platform/clock.ts';
import { localLive } from '../platform/live.ts';
import { openLog } from '../platform/log.ts';
import { importMail } from './import-mail.ts';

/** A process that imports mail, for a test that kills it: database, DATA_DIR and folder are its arguments. */
const [path = '', dataDir = '', folder = ''] = process.argv.slice(2);
const db = openDatabase({ client: 'sqlite', path });
const settings = {
  baseUrl: 'http://localhost:3000',
  dataDir,
  secretKey: Buffer.alloc(32, 7),
  mailFrom: 'Coulisse <coulisse@example.org>',
  mailReplyTo: null,
  smtpUrl: null,
  webhookAllow: [],
};
const report = await importMail({ db, clock: systemClock, log: openLog('error'), live: localLive(), settings }, [folder]);
console.log(JSON.stringify(report));
await db.close();
process.exit(0);
