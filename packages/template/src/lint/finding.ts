/** `error`: AWS IoT refuses the template, or no device can be provisioned with it. `warning`: some device may not, or may do more than it should. */
export type LintLevel = 'error' | 'warning' | 'info';

/** One thing that is to be said about a template. */
export interface LintFinding {
  /** Stable; `lintCodes` and `templateFaults` are the tables of them. */
  readonly code: string;
  readonly level: LintLevel;
  /** JSON Pointer (RFC 6901) to where it stands in the template's body; empty for the whole. */
  readonly at: string;
  /** Where that is in the text. Both begin at 1; columns count UTF-16 code units, as editors do. */
  readonly line: number;
  readonly column: number;
  /** What is wrong and what to do; it quotes no more than a name. */
  readonly message: string;
}

/** What a hook does with parameters. What `describe()` of a Gangway hook gives is one. */
export interface HookUse {
  /** Device parameters that the hook reads. */
  readonly parameters: readonly string[];
  /** Parameters to which the hook may give a value. */
  readonly overrideKeys: readonly string[];
}
