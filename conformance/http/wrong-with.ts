import type { IncomingHttpHeaders } from 'node:http';
import { readHopKey, readSignature, verifyReply } from '@gangway/hop';
import type { Call } from './calls.js';
import { fleet } from './fleet.js';
import type { Outcome } from './kept-client.js';

const keys = [readHopKey(fleet.key)];

/** What is wrong with an answer to a call; nothing with the one that it must get, to the octet and well signed. */
export function wrongWith(call: Call, outcome: Outcome): string | undefined {
  const { kind, wanted, signedFor } = call;
  if (outcome.kind !== 'answered') return `${kind}: ${JSON.stringify(outcome)}`;
  const { status, body, headers } = outcome;
  if (status !== wanted.status || body !== wanted.body) return `${kind}: ${status} ${body}`;
  const signer = signedBy(headers, body);
  return signer === signedFor ? undefined : `${kind}: the reply is signed for ${signer}`;
}

/** Id of the call that a reply is signed for; `undefined` where it has no signature. */
function signedBy(headers: IncomingHttpHeaders, body: string): string | undefined {
  const signature = readSignature((name) => [headers[name] ?? []].flat());
  if (signature === 'missing') return undefined;
  if (signature === 'malformed' || !verifyReply(keys, signature, body)) return 'nothing';
  return signature.id;
}
