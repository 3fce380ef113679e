import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';

/** Debian's mail servers, each with a configuration of its own in a folder of its own on free ports of the loopback. */
export interface MailServers {
  imapPort: number;
  lmtpPort: number;
  smtpPort: number;
  /** A mail program of somebody: signed in to their mailbox. */
  mailboxOf(address: string): Promise<ImapFlow>;
  stop(): Promise<void>;
}

export const mailPassword = 'of-everybody';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

interface Owner {
  name: string;
  uid: number;
  gid: number;
}

/** Dovecot keeps no mail for root; where the tests are root, it is somebody else's. */
function owner(): Owner {
  const { username, uid, gid } = userInfo();
  return uid === 0 ? { name: 'nobody', uid: 65534, gid: 65534 } : { name: username, uid, gid };
}

/** Exim listens for root and for its own user alone. */
function eximOwner(): Owner {
  const idOf = (option: string): number => Number(execFileSync('id', [option, 'Debian-exim'], { encoding: 'utf8' }));
  return { name: 'Debian-exim', uid: idOf('-u'), gid: idOf('-g') };
}

/** Starts Dovecot, which keeps mail and gives it by IMAP, and Exim, which takes mail by SMTP and hands it to Dovecot. */
export async function startMailServers(dovecot: string, exim: string): Promise<MailServers> {
  const folder = mkdtempSync(join(tmpdir(), 'coulisse-mail-'));
  const [imapPort, lmtpPort, smtpPort] = [await freePort(), await freePort(), await freePort()];
  const who = owner();
  for (const name of ['mail', 'run', 'spool']) mkdirSync(join(folder, name));
  for (const path of [folder, join(folder, 'mail')]) chownSync(path, who.uid, who.gid);
  const eximUser = eximOwner();
  chownSync(join(folder, 'spool'), eximUser.uid, eximUser.gid);
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'dovecot.conf'), dovecotConfig(folder, imapPort, lmtpPort, who));
  writeFileSync(join(folder, 'exim.conf'), eximConfig(folder, lmtpPort));
  const children = [
    spawn(dovecot, ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore' }),
    spawn(exim, ['-bdf', '-C', join(folder, 'exim.conf'), '-oX', String(smtpPort)], {
      stdio: 'ignore',
      cwd: folder,
      uid: eximUser.uid,
      gid: eximUser.gid,
    }),
  ];
  const kill = (): void => children.forEach((child) => void child.kill('SIGKILL'));
  process.once('exit', kill);
  return {
    imapPort,
    lmtpPort,
    smtpPort,
    mailboxOf: (address) => signIn(imapPort, address),
    stop: async () => {
      await Promise.all(children.map(end));
      process.off('exit', kill);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await gone;
  clearTimeout(timer);
}

async function signIn(port: number, user: string): Promise<ImapFlow> {
  for (let tries = 0; ; tries += 1) {
    const client = new ImapFlow({
      host: '127.0.0.1',
      port,
      secure: false,
      doSTARTTLS: false,
      auth: { user, pass: mailPassword },
      logger: false,
    });
    client.on('error', () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (tries > 100 || (error as { code?: string }).code !== 'ECONNREFUSED') throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

const dovecotConfig = (folder: string, imapPort: number, lmtpPort: number, { name, uid, gid }: Owner): string => `
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = ${name}
default_login_user = ${name}
default_internal_group = ${gid === 65534 ? 'nogroup' : `${gid}`}
first_valid_uid = 1
recipient_delimiter = +
mail_location = maildir:${folder}/mail/%u
postmaster_address = postmaster@example.org
passdb {
  driver = static
  args = password=${mailPassword}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/mail/%u allow_all_users=yes
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtpPort}
  }
}
service anvil {
  chroot =
}
`;

/** Mail for anybody goes to Dovecot; `dead@…` does not exist. What it knows of a sender it writes down as our own server does. */
const eximConfig = (folder: string, lmtpPort: number): string => `
primary_hostname = mx.example.org
qualify_domain = example.org
spool_directory = ${folder}/spool
log_file_path = ${folder}/spool/%slog
deliver_drop_privilege = true
keep_environment =
pid_file_path = ${folder}/spool/pid
tls_advertise_hosts =
host_lookup =
rfc1413_query_timeout = 0s
local_interfaces = 127.0.0.1
acl_smtp_rcpt = all
acl_smtp_data = mark
begin acl
all:
  accept
mark:
  accept add_header = :at_start:Authentication-Results: mx.example.org; spf=\${if match{$sender_address}{\\N@example\\.org$\\N}{pass}{none}} smtp.mailfrom=$sender_address
begin routers
dead:
  driver = redirect
  local_parts = dead
  allow_fail
  data = :fail: 550 5.1.1 no such user
kept:
  driver = manualroute
  domains = *
  route_list = * 127.0.0.1 byname
  self = send
  transport = lmtp
begin transports
lmtp:
  driver = smtp
  protocol = lmtp
  port = ${lmtpPort}
  allow_localhost = true
  hosts_try_fastopen =
begin retry
* * F,1m,5s
`;
