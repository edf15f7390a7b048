import { type Command, CommanderError } from 'commander';
import { CliFault } from './cli-fault.js';
import { type ExitCode, exitCode } from './exit-code.js';
import { createProgram, type Start } from './program.js';
import { reportFault } from './report-fault.js';
import type { Io } from './terminal/io.js';

/** Runs one command line to its exit code. It never rejects. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  let ended: ExitCode = exitCode.done;
  const start: Start = async (input, load) => {
    io.onUncaught((error) => io.exit(reportFault(error, input, io, 'UNCAUGHT')));
    io.onEndedEarly(() => io.exit(reportFault(endedEarly(), input, io)));
    try {
      const action = await load();
      ended = await action(input, io);
    } catch (error) {
      ended = reportFault(error, input, io);
    }
  };
  const usage = { json: beforeDashes(args).includes('--json'), debug: false };
  const program = createProgram(start);
  speakThrough(program, io, usage.json);
  try {
    await program.parseAsync(args, { from: 'user' });
    return ended;
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportFault(error, usage, io);
    if (error.exitCode === 0) return exitCode.done;
    // Called without a command, it has shown its help instead of an error.
    if (usage.json || error.code !== 'commander.help') reportFault(asUsage(error), usage, io);
    return exitCode.usage;
  }
}

const endedEarly = (): CliFault =>
  new CliFault(
    'ENDED_EARLY',
    'the process ended before the command was done; does the hook call process.exit, or wait for what never comes?',
  );

const asUsage = (error: CommanderError): CliFault =>
  new CliFault(
    'USAGE',
    error.code === 'commander.help'
      ? 'a command is missing; gangway --help names them'
      : error.message.replace(/^error: /, ''),
    { cause: error },
  );

const beforeDashes = (args: readonly string[]): readonly string[] =>
  args.includes('--') ? args.slice(0, args.indexOf('--')) : args;

function speakThrough(command: Command, io: Io, json: boolean): void {
  command.exitOverride().configureOutput({
    writeOut: io.out,
    // What is wrong is said once, in the command's own words; this is for help that nobody asked for.
    outputError: () => {},
    writeErr: json ? () => {} : io.err,
  });
  for (const below of command.commands) speakThrough(below, io, json);
}
