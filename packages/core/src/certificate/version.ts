import { contextTag, type DerCursor } from './der.js';
import { takeSmallInteger } from './der-primitives.js';
import { contentFault } from './fault.js';

const versionTag = contextTag(0, 'constructed');

/** `version [0] EXPLICIT Version DEFAULT v1` (RFC 5280 section 4.1.2.1). */
export function takeVersion(tbs: DerCursor): 1 | 2 | 3 {
  if (!tbs.isNext(versionTag)) return 1;
  const inner = tbs.open(versionTag, 'version');
  const value = takeSmallInteger(inner, 2, 'version');
  inner.finish('version');
  // X.690 section 11.5: a value that is the default is left out.
  if (value === 0) throw contentFault('v1 is written out');
  return value === 1 ? 2 : 3;
}
