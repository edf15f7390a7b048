import type { ProxyReasonCode } from './proxy-codes.js';
import { denial, type ProxyDenial } from './verdict.js';

/** Why a call brought no answer that could be read. */
export interface Fault extends ProxyDenial {
  /** Whether it may be made once more: no byte of an answer has come. */
  readonly repeatable: boolean;
  /** Where a kept connection had ended there is nothing to wait for. */
  readonly onKeptConnection?: boolean;
}

/** What is known of a connection when something goes wrong on it. */
export interface Progress {
  /** Somebody listens there. */
  reached: boolean;
  /** It is ready for a call: TLS, where there is any, is through. */
  connected: boolean;
  /** An earlier call was made on it. */
  kept: boolean;
  /** Octets of an answer, of whatever kind. */
  heard: number;
}

export const fault = (code: ProxyReasonCode, detail: string): Fault => ({
  ...denial(code, detail),
  repeatable: false,
});

/** The fault of a connection that ended, with an error of Node's or OpenSSL's or without one. */
export function faultOf(error: unknown, progress: Progress): Fault {
  const name = nameOf(error);
  if (name === 'HPE_HEADER_OVERFLOW') return fault('PROXY_REPLY_TOO_LARGE', name);
  if (name.startsWith('HPE_') && name !== brokenOff) return fault('PROXY_REPLY_NOT_HTTP', name);
  if (progress.heard > 0) return fault('PROXY_REPLY_BROKEN', name);
  if (isOfTls(name, progress)) return fault('PROXY_TLS_FAILED', name);
  const code = progress.reached || progress.kept ? 'PROXY_CONNECTION_LOST' : 'PROXY_UNREACHABLE';
  return { ...denial(code, name), repeatable: true, onKeptConnection: progress.kept };
}

// llhttp's name for an end in the middle of a message.
const brokenOff = 'HPE_INVALID_EOF_STATE';
// What the operating system and its resolver say: ECONNRESET, EAI_AGAIN. OpenSSL's and Node's own have more of the line: CERT_HAS_EXPIRED.
const ofSystem = /^E(?:AI_)?[A-Z0-9]+$/;

function isOfTls(name: string, { connected }: Progress): boolean {
  if (name === 'EPROTO' || name.startsWith('ERR_SSL_') || name.startsWith('ERR_TLS_')) return true;
  return !connected && name !== closed && !ofSystem.test(name);
}

const closed = 'closed';
const plainCode = /^[A-Z][A-Z0-9_]{0,63}$/;

/** The code of an error. Its message is not told: it may quote what was sent or received. */
export function nameOf(error: unknown): string {
  if (error === undefined) return closed;
  try {
    const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
    if (typeof code === 'string' && plainCode.test(code)) return code;
    return typeof name === 'string' && /^[A-Za-z]{1,64}$/.test(name) ? name : 'no name';
  } catch {
    return 'no name';
  }
}
