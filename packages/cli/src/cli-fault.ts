import { type ExitCode, exitCode } from './exit-code.js';

const usage = (meaning: string) => ({ exit: exitCode.usage, meaning });
const fault = (meaning: string) => ({ exit: exitCode.fault, meaning });

/** Every fault that the command can end with, by its stable code; `docs/cli.md` is held equal to it by a test. */
export const cliFaults = Object.freeze({
  USAGE: usage('An argument or option is missing, unknown or of the wrong form.'),
  HOOK_NOT_FOUND: usage('There is no hook file at this path.'),
  HOOK_NOT_READABLE: usage('The hook file is a folder, or may not be read.'),
  EVENT_NOT_FOUND: usage('There is no event file at this path.'),
  EVENT_NOT_READABLE: usage('The event file is a folder, or may not be read.'),
  CERTIFICATE_NOT_FOUND: usage('There is no certificate file at this path.'),
  CERTIFICATE_NOT_READABLE: usage('The certificate file is a folder, or may not be read.'),
  CERTIFICATE_REFUSED: usage(
    'The file holds no certificate that a hook would read; the message begins with the code.',
  ),
  TEMPLATE_NOT_FOUND: usage('There is no template at this path.'),
  TEMPLATE_NOT_READABLE: usage(
    'The template is a folder, or no text in UTF-8, or may not be read.',
  ),
  LOG_NOT_FOUND: usage('There is no log file at this path.'),
  LOG_NOT_READABLE: usage('The log file is a folder, or may not be read.'),
  DEVICES_NOT_FOUND: usage('There is no list of devices at this path.'),
  DEVICES_NOT_READABLE: usage('The list of devices is a folder, or may not be read.'),
  DEVICES_NOT_A_LIST: usage(
    'The list of devices is not one: its encoding, its column names; the message tells the line. Nothing was written.',
  ),
  KEY_NOT_FOUND: usage('There is no file with a key or a key ring at this path.'),
  KEY_NOT_READABLE: usage('The file with a key or a key ring is a folder, or may not be read.'),
  KEY_MALFORMED: usage('The file holds no key, or no key ring; nothing of it is quoted.'),
  SERIALS_NOT_FOUND: usage('There is no list of serial numbers at this path.'),
  SERIALS_NOT_READABLE: usage('The list of serial numbers is a folder, or may not be read.'),
  OUTPUT_EXISTS: usage('There is a file at the path to write to; keys are written over nothing.'),
  REGISTRY_NOT_FOUND: usage('There is no registry in this file.'),
  DEVICE_NOT_READABLE: usage(
    'The folder is not that of a lab device, or may not be read; the message names the file.',
  ),
  FOLDER_NOT_EMPTY: usage('The folder to write to holds something; nothing was written.'),
  TEMPLATE_NAME_INVALID: usage('AWS IoT takes no template of this name.'),
  MANIFEST_NOT_FOUND: usage('There is no `gangway.json` in the folder of the bundle.'),
  MANIFEST_NOT_READABLE: usage(
    'The manifest or the zip of the bundle is a folder, or may not be read.',
  ),
  MANIFEST_INVALID: usage('The manifest of the bundle is damaged, or of another format.'),
  SNAPSHOT_NOT_FOUND: usage('There is no snapshot at this path.'),
  SNAPSHOT_NOT_READABLE: usage('The snapshot is a folder, or may not be read.'),
  SNAPSHOT_INVALID: usage(
    'The snapshot is damaged, of another format, or holds what none holds; the message tells where.',
  ),
  OUTPUT_NOT_A_FOLDER: usage('The output is a file, and no folder.'),
  OUTPUT_HOLDS_SOURCE: usage('The output folder holds the source itself; nothing was written.'),
  HOOK_NOT_LOADABLE: fault('The hook file, or something that it imports, does not load.'),
  HOOK_HAS_NO_DEFAULT_EXPORT: fault('The hook file has no default export.'),
  HOOK_NOT_A_HOOK: fault(
    'The default export is neither what defineHook nor what composeHook gives; of a bundle, nor is the handler one that says what it is.',
  ),
  HOOK_NOT_REHEARSABLE: fault(
    'The hook file has composed its hook itself, so that a rehearsal would write into its own registry.',
  ),
  HOOK_NOT_COMPOSABLE: fault(
    'The hook is wired wrongly; the message begins with the code of the fault.',
  ),
  HOOK_NOT_COMPOSED: fault(
    'The hook that is bundled is wired wrongly; the message has the code of the fault, the plugin and the option.',
  ),
  HOOK_HAS_NO_EXPORT: fault('The file that is bundled exports neither a handler nor a hook.'),
  HOOK_HANGS: fault('The bundled module does not finish loading in its time.'),
  HOOK_ENDED_EARLY: fault('The process ended while the bundled module was loaded.'),
  SOURCE_NOT_BUNDLED: fault(
    'The source, or something that it imports, is no program, or an import leads nowhere; the message names file and line.',
  ),
  TEMPLATE_REFUSED: fault(
    'The provisioning template cannot be read; the message begins with the code of what is wrong.',
  ),
  STATE_NOT_READABLE: fault('The state file is none of an emulator, or cannot be opened.'),
  PORT_IN_USE: fault('Something else listens on this port.'),
  LISTEN_FAILED: fault('The server cannot listen on this address and port.'),
  REGISTRY_FAILED: fault(
    'The registry could not be asked; the message begins with the code of the fault, and tells what helps.',
  ),
  ACCOUNT_FAILED: fault(
    'The template could not be asked about; the message begins with the code of what failed, as AWS or [`doctor`](doctor.md#what-could-not-be-asked) has it.',
  ),
  SNAPSHOT_NOT_WRITABLE: fault('The snapshot cannot be written.'),
  DEVICES_CHANGED: fault('Somebody changed the list of devices while it was read.'),
  NOT_EXPORTABLE: fault('A device holds what a CSV file cannot; JSON Lines can.'),
  FOLDER_NOT_WRITABLE: fault('The folder, or something in it, cannot be written.'),
  OUTPUT_NOT_WRITABLE: fault('The file of keys cannot be written.'),
  INTERRUPTED: fault(
    'The command was told to stop before it was done; the message tells how far it came.',
  ),
  UNCAUGHT: fault('Something threw where nothing could catch it, most likely in the hook.'),
  ENDED_EARLY: fault(
    'Something other than the command ended its process, most likely the hook: nothing is known of the answer.',
  ),
  INTERNAL: fault('A mistake in the command itself.'),
}) satisfies Readonly<Record<string, { exit: ExitCode; meaning: string }>>;

export type CliFaultCode = keyof typeof cliFaults;

/** Ends the command with one clear line and a stable code. */
export class CliFault extends Error {
  override readonly name = 'CliFault';

  constructor(
    readonly code: CliFaultCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
