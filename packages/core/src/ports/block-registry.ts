import { definePort } from './token.js';

/** What an operator can stop at a stroke: all that comes with one claim certificate, of one batch, through one template, or everything. */
export type BlockSubject =
  | { readonly kind: 'claim-certificate' | 'batch' | 'template'; readonly id: string }
  | { readonly kind: 'all' };

/** A stop in force; `since` in milliseconds since 1970-01-01T00:00:00Z. */
export interface Block {
  readonly subject: BlockSubject;
  readonly since: number;
  /** For the operator. */
  readonly reason?: string;
}

/** Which stops are in force. */
export interface BlockRegistry {
  /**
   * The blocks in force on any of these subjects.
   *
   * @param options `asOf`: every block that was set before that moment (milliseconds since 1970, by the hook's clock) is
   *   seen. An adapter that has read the blocks since then, to find the device, need not read them again
   * @throws PortError when the store could not be asked
   */
  find(
    subjects: readonly BlockSubject[],
    options: { readonly asOf: number; readonly signal: AbortSignal },
  ): Promise<readonly Block[]>;
}

export const BlockRegistry = definePort<BlockRegistry>('@gangway/core/BlockRegistry');

/**
 * A subject as one text, for keys and messages: `claim-certificate/<id>`, `batch/<id>`, `template/<name>` or `all`.
 *
 * @example
 * blockKey({ kind: 'batch', id: '2026-W07' }); // 'batch/2026-W07'
 */
export const blockKey = (subject: BlockSubject): string =>
  subject.kind === 'all' ? 'all' : `${subject.kind}/${subject.id}`;
