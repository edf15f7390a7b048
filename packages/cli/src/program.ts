import { Command } from 'commander';
import { blockCommand } from './commands/block.js';
import { blocksCommand } from './commands/blocks.js';
import { bundleCommand } from './commands/bundle.js';
import { callCommand } from './commands/call.js';
import { describeCommand } from './commands/describe.js';
import { devicesCommand } from './commands/devices.js';
import { doctorCommand } from './commands/doctor.js';
import { emulateCommand } from './commands/emulate.js';
import { explainCommand } from './commands/explain.js';
import { inspectCommand } from './commands/inspect.js';
import { invokeCommand } from './commands/invoke.js';
import { keysCommand } from './commands/keys.js';
import { labCommand } from './commands/lab.js';
import { rehearseCommand } from './commands/rehearse.js';
import { serveCommand } from './commands/serve.js';
import { templateCommand } from './commands/template.js';
import { tokenCommand } from './commands/token.js';
import { unblockCommand } from './commands/unblock.js';
import type { ExitCode } from './exit-code.js';
import type { Voice } from './report-fault.js';
import type { Io } from './terminal/io.js';

/** What a command does with its arguments. */
export type Action<Input> = (input: Input, io: Io) => Promise<ExitCode>;

/** Loads a command's action, which only the one that was asked for needs, and runs it. */
export type Start = <Input extends Voice>(
  input: Input,
  load: () => Promise<Action<Input>>,
) => Promise<void>;

/** The command line as data; what each command does is loaded when it is asked for. */
export function createProgram(start: Start): Command {
  const program = new Command('gangway')
    .description(
      'Decides which devices come aboard an AWS IoT fleet: runs, tries and explains pre-provisioning hooks.',
    )
    .helpCommand(false)
    .addHelpText('after', '\nExit codes: 0 allowed or done, 3 denied, 1 fault, 2 usage.');
  const commands = [
    serveCommand,
    invokeCommand,
    callCommand,
    emulateCommand,
    rehearseCommand,
    inspectCommand,
    explainCommand,
    describeCommand,
    bundleCommand,
    devicesCommand,
    blockCommand,
    unblockCommand,
    blocksCommand,
    labCommand,
    keysCommand,
    tokenCommand,
    templateCommand,
    doctorCommand,
  ];
  for (const command of commands) program.addCommand(command(start));
  return program;
}
