import type { ExtensionContents } from '../../domain/certificate.js';
import { type DerCursor, tags } from '../der.js';
import { takeBoolean, takeSmallInteger } from '../der-primitives.js';
import { contentFault } from '../fault.js';

// No chain that anybody validates is longer; a number that other readers may cut off is none.
const mostPathLength = 255;

/**
 * `BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER (0..MAX) OPTIONAL }` (RFC 5280
 * section 4.2.1.9). A length without `cA` means nothing and is read all the same.
 */
export function takeBasicConstraints(
  value: DerCursor,
): NonNullable<ExtensionContents['basicConstraints']> {
  const constraints = value.open(tags.sequence, 'basicConstraints');
  const ca = constraints.isNext(tags.boolean);
  // X.690 section 11.5: a value that is the default is left out.
  if (ca && !takeBoolean(constraints, 'cA')) throw contentFault('cA is FALSE and written out');
  const pathLength = constraints.done
    ? undefined
    : takeSmallInteger(constraints, mostPathLength, 'pathLenConstraint');
  constraints.finish('basicConstraints');
  return Object.freeze({ ca, ...(pathLength === undefined ? {} : { pathLength }) });
}
