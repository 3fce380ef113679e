import { chmod, chown, lchown, link, lutimes, mkdir, open, symlink, utimes } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { readTar, type TarHeader } from '../engines/archive/tar.ts';

/**
 * Unpacks a tar stream of somebody else below an empty directory. Names cannot lead out of it, and links are made last,
 * so that nothing is ever written through one. Pipes and devices are left out; a stream that was cut throws.
 */
export async function unpack(source: AsyncIterable<Uint8Array>, directory: string): Promise<void> {
  const later: { hardLinks: Step[]; symlinks: Step[]; directories: Step[] } = { hardLinks: [], symlinks: [], directories: [] };
  for await (const { header, body } of readTar(source, { skipsSpecial: true })) {
    const place = placeOf(directory, header.name);
    if (header.type === 'dir') {
      await mkdir(place, { recursive: true, mode: 0o700 });
      later.directories.unshift(() => attributes(place, header));
      continue;
    }
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    if (header.type === 'file') await write(place, header, body);
    else if (header.type === 'hardlink') later.hardLinks.push(() => link(placeOf(directory, header.link ?? ''), place));
    else later.symlinks.push(() => makeSymlink(place, header));
  }
  // Times and modes of directories come last: what is put into one changes it, and some let nothing be put in.
  for (const step of [...later.hardLinks, ...later.symlinks, ...later.directories]) await step();
}

type Step = () => Promise<void>;

/** Where a name of the archive belongs; `..` and leading slashes mean nothing here. */
function placeOf(directory: string, name: string): string {
  return join(directory, posix.normalize(`/${name}`));
}

async function write(place: string, header: TarHeader, body: AsyncIterable<Buffer>): Promise<void> {
  // Paths that lie within one another are sent twice; the first time counts.
  const file = await open(place, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null;
    throw error;
  });
  if (!file) return;
  try {
    for await (const chunk of body) for (let done = 0; done < chunk.length; ) done += (await file.write(chunk, done)).bytesWritten;
  } finally {
    await file.close();
  }
  await attributes(place, header);
}

const isRoot = (): boolean => process.getuid?.() === 0;
const secondsOf = ({ mtimeNs }: TarHeader): number => Number(mtimeNs) / 1e9;

async function attributes(place: string, header: TarHeader): Promise<void> {
  if (isRoot()) await chown(place, header.uid, header.gid);
  // What its owner may not read could not be backed up by us either.
  await chmod(place, isRoot() ? header.mode : header.mode | (header.type === 'dir' ? 0o500 : 0o400));
  await utimes(place, secondsOf(header), secondsOf(header));
}

async function makeSymlink(place: string, header: TarHeader): Promise<void> {
  await symlink(header.link ?? '', place);
  if (isRoot()) await lchown(place, header.uid, header.gid);
  await lutimes(place, secondsOf(header), secondsOf(header));
}
