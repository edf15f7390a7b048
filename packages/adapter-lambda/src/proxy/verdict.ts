import type { EventFault, ProxyReasonCode } from './proxy-codes.js';

/** No: the container said so, or something went wrong. */
export interface ProxyDenial {
  readonly kind: 'denial';
  readonly code: ProxyReasonCode | EventFault;
  /** For the log alone, and nothing in it that came from a device or is a secret. */
  readonly detail: string;
}

/** What the proxy answers, before it is the object of the contract. */
export type ProxyVerdict =
  | { readonly kind: 'allow'; readonly overrides: Readonly<Record<string, string>> }
  | ProxyDenial;

export const denial = (code: ProxyDenial['code'], detail: string): ProxyDenial => ({
  kind: 'denial',
  code,
  detail,
});

export const malformed = (why: string): ProxyDenial => denial('PROXY_REPLY_MALFORMED', why);
