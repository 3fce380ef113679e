import { domainOf } from './mime/addresses.ts';
import { type Field, fieldsOf } from './mime/header.ts';

/** What our own mail server found out about the sender: `none` when it says nothing that counts. */
export type Verification = 'pass' | 'fail' | 'none';

interface MethodResult {
  method: string;
  result: string;
  props: Record<string, string>;
}

/**
 * Reads the topmost Authentication-Results of our own servers (RFC 8601); those of others say what their writer likes. Only a
 * domain that is that of the From address counts, and a soft failure is no success.
 */
export function verify(fields: Field[], ownServers: readonly string[], from: string): { verification: Verification; sign: string } {
  const own = fieldsOf(fields, 'authentication-results')
    .map(readResults)
    .find(({ server }) => ownServers.includes(server));
  if (!own) return { verification: 'none', sign: ownServers.length === 0 ? 'noServer' : 'noResults' };
  const domain = domainOf(from);
  const of = (method: string): MethodResult[] => own.results.filter((one) => one.method === method);
  const dmarc = of('dmarc')[0];
  if (dmarc?.result === 'pass' && isAligned(dmarc.props['header.from'] ?? domain, domain)) return { verification: 'pass', sign: 'dmarc' };
  if (dmarc?.result === 'fail') return { verification: 'fail', sign: 'dmarc' };
  const signed = of('dkim').find(
    ({ result, props }) => result === 'pass' && isAligned(props['header.d'] ?? props['header.i'] ?? '', domain),
  );
  if (signed) return { verification: 'pass', sign: 'dkim' };
  const spf = of('spf').find(({ props }) => isAligned(props['smtp.mailfrom'] ?? props['smtp.mail'] ?? '', domain));
  if (spf?.result === 'pass') return { verification: 'pass', sign: 'spf' };
  if (spf?.result === 'fail') return { verification: 'fail', sign: 'spf' };
  return { verification: 'none', sign: spf?.result ?? 'notAligned' };
}

function readResults(value: string): { server: string; results: MethodResult[] } {
  const plain = withoutComments(value);
  const [head = '', ...rest] = plain.split(';');
  const results = rest.flatMap((part): MethodResult[] => {
    const found = /^\s*([a-z][\w-]*)(?:\/\d+)?\s*=\s*([a-z]+)(.*)$/is.exec(part);
    if (!found) return [];
    const props = [...found[3]!.matchAll(/([a-z]+\.[\w-]+)\s*=\s*("[^"]*"|\S+)/gi)].map(([, name, given]) => [
      name!.toLowerCase(),
      given!.replaceAll('"', '').toLowerCase(),
    ]);
    return [{ method: found[1]!.toLowerCase(), result: found[2]!.toLowerCase(), props: Object.fromEntries(props) }];
  });
  return { server: head.trim().split(/\s+/)[0]?.toLowerCase() ?? '', results };
}

/** Comments may nest, and may hold anything, also what looks like a result. */
function withoutComments(value: string): string {
  let depth = 0;
  let text = '';
  for (const c of value.slice(0, 20_000)) {
    if (c === '(') depth += 1;
    else if (c === ')' && depth > 0) depth -= 1;
    else if (depth === 0) text += c;
  }
  return text;
}

/** The same domain, or one within the other, as relaxed alignment has it; an address counts by its domain. */
function isAligned(given: string, domain: string): boolean {
  const name = given.includes('@') ? domainOf(given) : given;
  return name !== '' && (name === domain || name.endsWith(`.${domain}`) || domain.endsWith(`.${name}`)) && name.includes('.');
}
