import { PortError } from '@gangway/core';
import { FileFault, fileName, readText } from '../text/whole-file.js';
import { keySetBytes, parseKeySet, readKeySet } from './key-set.js';
import { KeyFault, type VerificationKey } from './verification-key.js';

/** A JWK Set as an option gives it; what must be in it is checked when the hook is made. */
export interface JsonWebKeySet {
  readonly keys: readonly object[];
}

/** The keys of the deployment. A file is read when it is first asked for; one that cannot be read is asked for again. */
export function localKeys(
  jwks: JsonWebKeySet | string | URL | undefined,
): () => readonly VerificationKey[] {
  if (jwks === undefined) return () => [];
  if (typeof jwks !== 'string' && !(jwks instanceof URL)) {
    const keys = readKeySet(jwks, 'refuse');
    return () => keys;
  }
  let read: readonly VerificationKey[] | undefined;
  return () => {
    read ??= readKeyFile(jwks);
    return read;
  };
}

/** @throws PortError `SIGNED_CLAIMS_KEYS_UNREADABLE`, naming the file and the fault */
function readKeyFile(path: string | URL): readonly VerificationKey[] {
  try {
    return parseKeySet(readText(path, keySetBytes), 'refuse');
  } catch (cause) {
    if (!(cause instanceof FileFault) && !(cause instanceof KeyFault)) throw cause;
    const text = cause instanceof FileFault ? cause.message : `${fileName(path)}: ${cause.message}`;
    throw new PortError('SIGNED_CLAIMS_KEYS_UNREADABLE', text, { cause });
  }
}
