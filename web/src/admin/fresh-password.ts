// Without letters and digits that look alike, since it is read aloud.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to pass on: 16 random characters (79 bits) in groups of four. */
export function freshPassword(): string {
  const letters: string[] = [];
  while (letters.length < 16) {
    const [byte] = crypto.getRandomValues(new Uint8Array(1));
    // What does not divide evenly would make some letters likelier.
    if (byte! < alphabet.length * 8) letters.push(alphabet[byte! % alphabet.length]!);
  }
  return [0, 4, 8, 12].map((start) => letters.slice(start, start + 4).join('')).join('-');
}
