import { createHash } from 'node:crypto';

/** A host whose files are fetched over SSH, by an account that needs no rights but to read them. */
export interface SshPlace {
  host: string;
  port: number;
  user: string;
  /** `ssh-ed25519 AAAA…`: the only key by which the host may answer. */
  hostKey: string;
  /** Ours, as it stands in the account's authorized_keys. */
  publicKey: string;
  paths: string[];
  exclude: string[];
  oneFileSystem: boolean;
}

/** For a POSIX shell, which sshd hands every command to. */
const quoted = (text: string): string => (/^[\w./=:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** What the host runs: GNU tar alone, which sends what is to be backed up and can do nothing else. */
export function tarCommand({ paths, exclude, oneFileSystem }: Pick<SshPlace, 'paths' | 'exclude' | 'oneFileSystem'>): string {
  const below = (path: string): string => path.replace(/^\/+/, '') || '.';
  const anchored = exclude.filter((pattern) => pattern.startsWith('/')).map((path) => `--exclude=${below(path)}`);
  const named = exclude.filter((pattern) => !pattern.startsWith('/')).map((pattern) => `--exclude=${pattern}`);
  const args = [
    'tar',
    '--create',
    '--file=-',
    '--format=pax',
    '--directory=/',
    ...(oneFileSystem ? ['--one-file-system'] : []),
    ...(anchored.length > 0 ? ['--anchored', ...anchored] : []),
    ...(named.length > 0 ? ['--no-anchored', ...named] : []),
    '--',
    ...paths.map(below),
  ];
  return args.map(quoted).join(' ');
}

/** The line for the account's authorized_keys: this key may run that one command and nothing else (sshd(8)). */
export function authorizedKeysLine(place: SshPlace): string {
  return `restrict,command="${tarCommand(place).replaceAll('"', '\\"')}" ${place.publicKey}`;
}

/** The line for known_hosts (sshd(8)); other ports than 22 stand in brackets. */
export const knownHostsLine = ({ host, port, hostKey }: SshPlace): string => `${port === 22 ? host : `[${host}]:${port}`} ${hostKey}\n`;

/** `SHA256:…` of a public key, as ssh-keygen prints it. */
export function fingerprintOf(key: string): string {
  const blob = Buffer.from(key.split(/\s+/)[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}
