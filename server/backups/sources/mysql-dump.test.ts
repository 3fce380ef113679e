import { chmodSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect } from 'chai';
import { failureOf, scratchDirectory, watching } from '../engines/testing.ts';
import { dumpMysql } from './mysql-dump.ts';
import { startMariadb } from './testing-mariadb.ts';

const program = process.env['TEST_MARIADB'];

if (program) {
  describe('a dump of MariaDB', function () {
    this.timeout(60_000);
    let server: Awaited<ReturnType<typeof startMariadb>>;
    const password = 'a "quoted\\ pass#word';

    before(async () => {
      server = await startMariadb(program);
      server.sql('create database shop; create database fresh');
      server.sql(
        [
          'create table orders (id int primary key auto_increment, note varchar(200), photo blob) engine=InnoDB;',
          'create table log (line text) engine=MyISAM;',
          'create trigger stamped before insert on orders for each row set new.note = coalesce(new.note, "none");',
          'create procedure total() select count(*) from orders;',
          'create event nightly on schedule every 1 day do delete from log;',
          `insert into orders (note, photo) select concat('é 漢 ', seq), unhex('00ff27') from seq_1_to_2000;`,
          "insert into log values ('a'), ('b');",
        ].join('\n'),
        'shop',
      );
      server.sql(`create user keeper@localhost identified by '${password.replaceAll('\\', '\\\\')}'; grant all on *.* to keeper@localhost`);
    });
    after(() => server.stop());

    const place = (extra: object = {}) => ({ host: server.socket, port: 3306, database: 'shop', user: 'keeper', password, ...extra });

    it('comes back with rows, bytes, triggers, routines and events', async () => {
      const watch = watching();
      const { path, facts } = await dumpMysql(place(), scratchDirectory(), watch);
      expect(facts).to.deep.include({
        engine: 'mysql',
        tables: [
          { name: 'log', rows: 2 },
          { name: 'orders', rows: 2000 },
        ],
      });
      expect(watch.log.join('\n')).to.include('log (MyISAM)');
      server.sql(readFileSync(path, 'utf8'), 'fresh');
      const sums = (database: string): string => server.sql('checksum table orders, log', database).replaceAll(`${database}.`, '');
      expect(sums('fresh')).to.equal(sums('shop'));
      const made =
        "select count(*) from information_schema.routines where routine_schema = 'fresh' union all select count(*) from information_schema.events where event_schema = 'fresh' union all select count(*) from information_schema.triggers where trigger_schema = 'fresh'";
      expect(server.sql(made)).to.equal('1\n1\n1');
    });

    it('says what is wrong, and leaves neither a password nor half a dump behind', async () => {
      const directory = scratchDirectory();
      const why = (extra: object): Promise<string> =>
        dumpMysql(place(extra), directory, watching()).then(
          () => 'nothing',
          (error) => `${error.failureClass} ${error.message}`,
        );
      expect(await why({ password: 'wrong' })).to.match(/^dump_failed .*Access denied/);
      expect(await why({ database: 'nowhere' })).to.match(/^dump_failed .*Unknown database/);
      expect(await why({ host: '127.0.0.1', port: 1 })).to.match(/^dump_failed .*connect/);
      expect(readdirSync(directory)).to.deep.equal([]);
    });

    it('refuses a dump that was cut anywhere, though the tool says that all went well', async () => {
      const whole = await dumpMysql(place(), scratchDirectory(), watching());
      const text = readFileSync(whole.path);
      const bin = scratchDirectory();
      const path = process.env['PATH'];
      writeFileSync(
        join(bin, 'mariadb-dump'),
        `#!/bin/sh\nfor a; do case "$a" in --result-file=*) cp "${bin}/cut" "\${a#*=}";; esac; done\n`,
      );
      chmodSync(join(bin, 'mariadb-dump'), 0o755);
      process.env['PATH'] = `${bin}${delimiter}${path}`;
      try {
        for (let percent = 0; percent < 100; percent += 1) {
          writeFileSync(join(bin, 'cut'), text);
          truncateSync(join(bin, 'cut'), Math.floor((text.length * percent) / 100));
          expect(await failureOf(dumpMysql(place(), scratchDirectory(), watching())), `${percent} %`).to.equal('dump_truncated');
        }
      } finally {
        process.env['PATH'] = path;
      }
    });
  });
}
