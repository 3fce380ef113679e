/** Lies first in every archive and beside them: whoever finds it needs nothing of ours. */
export const readmeText = `This is a backup made by Coulisse. It needs no Coulisse to be restored.

  NAME.tar.zst | NAME.tar.gz   an ordinary tar archive, compressed with zstd or gzip
  NAME.SHA256SUMS              the SHA-256 of every file in it (the same list is the last file in the archive)
  NAME.list.jsonl.gz           everything in it with size, mode and time, one JSON line each
  NAME.json                    what the three files must be: sizes and SHA-256
  *.age                        encrypted with a passphrase in the age format (https://age-encryption.org/v1)

Everything of the source lies below data/ under its full path. To restore into an empty directory:

  age -d NAME.tar.zst.age > NAME.tar.zst          (only if it ends in .age; asks for the passphrase)
  zstd -dc NAME.tar.zst | tar -xp                 (or: gzip -dc NAME.tar.gz | tar -xp)
  sha256sum --quiet --check SHA256SUMS
`;
