import * as v from 'valibot';
import { filePath } from '../../text/file-path.js';

const text = v.pipe(v.string(), v.minLength(1));
const noNul = v.check((value: string) => !value.includes('\0'), 'must not contain NUL');

/** A variable's name; those that Lambda reserves for itself are set here as well, whatever is asked for. */
const variable = v.pipe(
  text,
  v.regex(/^[^=\0]+$/),
  v.check(
    (name) => !/^(AWS_LAMBDA_.*|_HANDLER|LAMBDA_TASK_ROOT|GANGWAY_LIFELINE)$/.test(name),
    'is set by this plugin',
  ),
);

/** A command that runs a hook as Lambda runs a function: a process that speaks Lambda's Runtime API. */
export const hookCommand = v.strictObject({
  /** The program and its arguments; no shell reads them. */
  run: v.pipe(v.array(v.pipe(v.string(), noNul)), v.check(isCommand, 'must begin with a program')),
  /** What the program is told in `_HANDLER`: `module.function` in Python, `package.Class` or `package.Class::method` in Java. */
  handler: v.optional(v.pipe(text, noNul)),
  /** The folder that it runs in, and its `LAMBDA_TASK_ROOT`; the working directory unless given. */
  folder: v.optional(filePath),
  /** Variables of its own, beside those that Lambda sets; it gets none of this process but `PATH` and the like. */
  environment: v.optional(v.record(variable, v.pipe(v.string(), noNul))),
  /** What becomes of what it prints: nothing, or it goes to this process's standard error. */
  output: v.optional(v.picklist(['ignore', 'inherit']), 'ignore'),
  /**
   * Whether the Runtime API stands behind a path that only the process is told. AWS's own runtime clients take nothing but host
   * and port: for them it is false, and then whoever is on this machine can say yes.
   */
  guarded: v.optional(v.boolean(), true),
  /** How many run, each with one request at a time. */
  processes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16)), 1),
});

function isCommand([program]: string[]): boolean {
  return program !== undefined && program !== '';
}

/** What {@link hookCommand} takes. */
export type HookCommandInput = v.InferInput<typeof hookCommand>;
export type HookCommand = v.InferOutput<typeof hookCommand>;
