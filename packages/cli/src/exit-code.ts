/** How the command ends, for scripts. */
export const exitCode = Object.freeze({
  /** Allowed, read, found or done. */
  done: 0,
  /** Something is broken: the hook, the machine, or this command. */
  fault: 1,
  /** The command was called wrongly, or a file that it names cannot be read. */
  usage: 2,
  /** The answer is no: denied, refused, nothing found. */
  denied: 3,
});

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
