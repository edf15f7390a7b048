import type { CliFaultCode } from '../../cli-fault.js';
import type { ServeInput } from '../../commands/serve.js';
import type { Listens } from '../say-where.js';

/** What a version of the hook is started with. */
export interface VersionInput extends ServeInput {
  /** Port in the place of any free one: that which the versions before it had. */
  readonly freePort?: number;
}

/** What the process of a version tells the one that watches. */
export type VersionMessage =
  /** It is about to read a file, which is in this state. */
  | { readonly kind: 'reads'; readonly file: string; readonly state: string }
  | (Listens & { readonly kind: 'serves' })
  | {
      readonly kind: 'fault';
      readonly code: CliFaultCode;
      readonly message: string;
      readonly stack: string;
    }
  /** It takes no more connections; what it has begun it finishes. */
  | { readonly kind: 'left' };

/** Tells a version to finish what it has begun. */
export const stopMessage = 'stop';
