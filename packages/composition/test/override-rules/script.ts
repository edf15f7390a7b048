/** An override source. What it answers is another matter for each request. */
export interface SourceLeaf {
  readonly kind: 'source';
  readonly keys: readonly string[];
}

/** What becomes of sources that fail, as `onFailure` takes it. */
export interface Policy {
  readonly failure: 'deny' | 'skip' | { readonly lastGoodSeconds: number };
  readonly timeoutMs?: number;
}

export type Tree =
  | SourceLeaf
  | { readonly kind: 'group' | 'layered'; readonly children: readonly Tree[] }
  | { readonly kind: 'when'; readonly condition: number; readonly children: readonly Tree[] }
  | { readonly kind: 'onFailure'; readonly policy: Policy; readonly children: readonly Tree[] }
  | { readonly kind: 'anyOf'; readonly alternatives: readonly Alternative[] };

/** A check, by its number in each request, and what takes part where it is the one that permits. */
export interface Alternative {
  readonly check: number;
  readonly children: readonly Tree[];
}

/** What a source does in one request, `delay` steps of ten milliseconds after it was asked; 0: at once. */
export interface Answer {
  readonly does:
    | 'give'
    | 'undeclared'
    | 'reserved'
    | 'number'
    | 'unbranded'
    | 'throw'
    | 'reject'
    | 'port-error'
    | 'hang';
  readonly delay: number;
  readonly values: Readonly<Record<string, string>>;
  readonly secret: boolean;
  readonly secretKeys: readonly string[];
}

export interface Request {
  /** Milliseconds after the request before. */
  readonly gapMs: number;
  readonly deadlineMs: number;
  readonly parameters: readonly string[];
  readonly conditions: readonly ('holds' | 'does not' | 'throws' | 'no boolean')[];
  readonly checks: readonly ('permit' | 'none' | 'deny')[];
  readonly answers: readonly Answer[];
}

/** One hook, and the requests that it gets, one after the other or at the same time. */
export interface Script {
  readonly trees: readonly Tree[];
  readonly requests: readonly Request[];
}

/** `P` is protected: a device may not send it. */
export const keys = ['A', 'B', 'P'] as const;
/** The sources of a tree, in the order in which they are listed: a source's number is its place among all. */
export const sourcesIn = (trees: readonly Tree[]): readonly SourceLeaf[] =>
  trees.flatMap((tree) => {
    if (tree.kind === 'source') return [tree];
    if (tree.kind === 'anyOf')
      return tree.alternatives.flatMap(({ children }) => sourcesIn(children));
    return sourcesIn(tree.children);
  });

/** What the source of a number does in a request. */
export const answerOf = ({ answers }: Request, source: number): Answer => {
  const found = answers[source % answers.length];
  if (found === undefined) throw new Error('a request without answers');
  return found;
};

/**
 * Milliseconds until it is there. In each request by another last digit, and never a round number as times and deadlines
 * are: no two things that matter to each other come at the same time.
 */
export const settlesAfter = ({ delay }: Answer, request: number): number =>
  delay === 0 ? 0 : delay * 10 + request + 1;

/** When each request comes, in milliseconds after the first. */
export const startsOf = ({ requests }: Script): readonly number[] => {
  let at = 0;
  return requests.map(({ gapMs }, index) => {
    at += index === 0 ? 0 : gapMs;
    return at;
  });
};
