import type { Certificate } from '../domain/certificate.js';
import type { ChainRefusalCode } from './chain-refusals.js';

/** What a chain is validated against. */
export interface ChainRules {
  /**
   * Certificates that are trusted as they are: of CAs, or of the very device. They come from the hook's author, never from a device.
   * What is asked of an issuer is asked of them, too; their own signature alone is not looked at.
   */
  readonly anchors: readonly Certificate[];
  /** The moment at which every certificate must be valid, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
  /**
   * Dotted identifiers of purposes; the leaf's extKeyUsage, where it has one, must name one of them, and those of the CAs must allow
   * the same one. Any purpose unless given.
   */
  readonly extendedKeyUsage?: readonly string[];
  /** Most CA certificates between leaf and anchor, self-issued ones not counted; 8 unless given. */
  readonly maxDepth?: number;
}

/** What a validation comes to: the path from the leaf to the anchor, both included, or why there is none. */
export type ChainVerdict =
  | { readonly kind: 'valid'; readonly path: readonly Certificate[] }
  | { readonly kind: 'invalid'; readonly code: ChainRefusalCode; readonly detail: string };
