import { DerCursor, tags } from '../certificate/der.js';
import { takeOid } from '../certificate/object-identifier.js';

/** The two qualifiers of RFC 5280 section 4.2.1.4, CPS pointer and user notice: for people to read, they decide nothing. */
const known: ReadonlySet<string> = new Set(['1.3.6.1.5.5.7.2.1', '1.3.6.1.5.5.7.2.2']);

/**
 * Whether all qualifiers of certificatePolicies are known; where the extension is critical, others must be refused (RFC 5280 section
 * 4.2.1.4).
 *
 * @param hex the extension's content
 */
export function hasKnownQualifiers(hex: string): boolean {
  try {
    const list = new DerCursor(Buffer.from(hex, 'hex')).open(tags.sequence, 'certificatePolicies');
    while (!list.done) {
      const information = list.open(tags.sequence, 'a policy');
      takeOid(information, 'a policy');
      if (!information.done && !areKnown(information.open(tags.sequence, 'policy qualifiers'))) {
        return false;
      }
    }
    return true;
  } catch {
    return false;
  }
}

function areKnown(qualifiers: DerCursor): boolean {
  while (!qualifiers.done) {
    const qualifier = qualifiers.open(tags.sequence, 'a policy qualifier');
    if (!known.has(takeOid(qualifier, 'a policy qualifier'))) return false;
  }
  return true;
}
