import {
  type CallPurpose,
  type HopHeaders,
  newCallId,
  readHopKey,
  readSignature,
  signCall,
  verifyReply,
} from '@gangway/hop';
import { newHopKey } from '@gangway/testing';

export const newKey = newHopKey;

/** One key, for tests that are about no other. */
export const key = newKey();

/** A call as a proxy sends it. */
export interface SignedCall {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

export interface CallParts {
  readonly keys?: readonly string[];
  readonly purpose?: CallPurpose;
  readonly budgetMs?: number;
  /** Milliseconds since 1970 by the caller's clock. */
  readonly now?: number;
  readonly id?: string;
}

export function signedCall(
  body: string,
  parts: CallParts = {},
): SignedCall & { readonly headers: HopHeaders; readonly body: string } {
  const { keys = [key], purpose = 'event', budgetMs = 4_300, now = Date.now() } = parts;
  const { id = newCallId(purpose, budgetMs) } = parts;
  const timestamp = Math.floor(now / 1_000);
  return { id, headers: { ...signCall(keys.map(readHopKey), { id, timestamp, body }) }, body };
}

/** What a proxy makes of the answer to a call: whether it is authentic, and this call's. */
export function isSealed(
  { id }: SignedCall,
  header: (name: string) => string | null,
  body: string,
  keys: readonly string[] = [key],
): boolean {
  const signature = readSignature((name) => {
    const value = header(name);
    return value === null ? [] : [value];
  });
  if (typeof signature === 'string' || signature.id !== id) return false;
  return verifyReply(keys.map(readHopKey), signature, body);
}

/** An answer, and whether it is sealed. */
export interface Told {
  readonly status: number;
  readonly body: { readonly allowProvisioning?: boolean; readonly error?: string };
  readonly sealed: boolean;
}

/** Sends a call by whatever fetches. */
export async function tell(
  fetching: (request: Request) => Promise<Response>,
  url: string,
  call: SignedCall,
  changed: Readonly<Record<string, string>> = {},
): Promise<Told> {
  const headers = { ...call.headers, ...changed };
  const response = await fetching(new Request(url, { method: 'POST', body: call.body, headers }));
  const text = await response.text();
  return {
    status: response.status,
    body: JSON.parse(text),
    sealed: isSealed(call, (name) => response.headers.get(name), text),
  };
}
