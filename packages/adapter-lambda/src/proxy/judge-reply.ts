import { type HopKey, isWithinWindow, readSignature, verifyReply } from '@gangway/hop';
import type { Reply } from './reply.js';
import { denial, type ProxyDenial } from './verdict.js';

/** What a reply is held against. */
export interface Asked {
  readonly id: string;
  readonly keys: readonly HopKey[];
  /** Milliseconds since 1970-01-01T00:00:00Z, when the reply came. */
  readonly now: number;
}

/** Why a reply is not the container's answer to this call; `undefined` when it is. Nothing is parsed before. */
export function judgeReply(reply: Reply, { id, keys, now }: Asked): ProxyDenial | undefined {
  const said = readSignature(reply.header);
  if (said === 'missing') return unsigned(reply);
  const status = `HTTP ${reply.status}`;
  if (said === 'malformed') return denial('PROXY_REPLY_SIGNATURE_MALFORMED', status);
  if (!verifyReply(keys, said, reply.body)) {
    return denial('PROXY_REPLY_SIGNATURE_WRONG', status);
  }
  if (said.id !== id) return denial('PROXY_REPLY_OTHER_CALL', status);
  if (isWithinWindow(said.timestamp, now)) return undefined;
  const ahead = said.timestamp - Math.floor(now / 1_000);
  return denial('PROXY_REPLY_OUT_OF_TIME', `its time is ${ahead} s from ours`);
}

const refusalCode = /"error"\s*:\s*"([A-Z][A-Z0-9_]{0,63})"/;

/** A container that could not verify a call cannot sign its refusal, either. The code in it is told as what it is: a claim. */
function unsigned({ status, body }: Reply): ProxyDenial {
  const text = Buffer.from(body.subarray(0, 1_024)).toString('latin1');
  const [, code] = status >= 400 ? (refusalCode.exec(text) ?? []) : [];
  return code === undefined
    ? denial('PROXY_REPLY_UNSIGNED', `HTTP ${status}`)
    : denial('PROXY_REFUSED', `HTTP ${status}, unverified: ${code}`);
}
