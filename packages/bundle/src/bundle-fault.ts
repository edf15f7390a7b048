import { GangwayError } from '@gangway/core';

/** Every code that bundling can end with; `docs/bundle.md` is held equal to it by a test. */
export const bundleFaults = Object.freeze({
  OPTION_UNKNOWN: {
    meaning: 'An option that there is not.',
    remedy: 'The message names the options that there are.',
  },
  OPTION_INVALID: {
    meaning: 'An option of the wrong form.',
    remedy: 'The message names the option and what it takes.',
  },
  HOOK_NOT_FOUND: {
    meaning: 'There is no hook file at this path.',
    remedy: 'Name the file from the working directory.',
  },
  HOOK_NOT_READABLE: {
    meaning: 'The hook file is a folder, or may not be read.',
    remedy: 'Name a file, and let this user read it.',
  },
  OUTPUT_NOT_A_FOLDER: {
    meaning: 'The output is a file.',
    remedy: 'Name a folder; it is made where it is not there.',
  },
  OUTPUT_HOLDS_SOURCE: {
    meaning: 'The source lies in the output folder; nothing was written.',
    remedy: 'Name a folder for the bundle alone, such as `dist/`.',
  },
  FOLDER_NOT_EMPTY: {
    meaning:
      'Something that is not of an earlier bundle of this function is where a file would go; nothing was written.',
    remedy: 'Name a new folder, or remove what the message names.',
  },
  FOLDER_NOT_WRITABLE: {
    meaning: 'The output folder, or something in it, cannot be written.',
    remedy: 'Let this user write there, or name another folder.',
  },
  SOURCE_NOT_BUNDLED: {
    meaning: 'The source, or something that it imports, is no program, or an import leads nowhere.',
    remedy:
      'The message names file and line. Install what is missing, or list as external what the runtime of the function brings.',
  },
  HOOK_HAS_NO_EXPORT: {
    meaning: 'The file exports neither a handler nor a hook.',
    remedy:
      'Write `export const handler = lambdaHandler(composeHook(hook))` or `export default defineHook([…])`.',
  },
  HOOK_NOT_A_HOOK: {
    meaning: 'What the file exports is no hook, or a handler of which nobody can tell what it is.',
    remedy:
      'Export what `lambdaHandler` or another of its kind gives; of a wrapped handler, export the composed hook as `hook` beside it.',
  },
  HOOK_NOT_COMPOSED: {
    meaning:
      'The hook is wired wrongly, or an option of a plugin is wrong; the message has the code of the fault.',
    remedy: 'The message names the plugin and the option; see docs/faults.md for the code.',
  },
  HOOK_NOT_LOADABLE: {
    meaning: 'The module throws when it is loaded, so that Lambda could not start it.',
    remedy:
      'The message has the reason and the line. What the module reads of its environment is given as `environment`, `--env`; there is no network.',
  },
  HOOK_HANGS: {
    meaning: 'The module does not finish loading in its time.',
    remedy:
      'Wait for nothing at the top level of a module; what takes long belongs into `prepare` of a plugin.',
  },
  HOOK_ENDED_EARLY: {
    meaning: 'The process ended while the module was loaded: it calls `process.exit`, or crashed.',
    remedy: 'Throw instead.',
  },
  BUNDLE_UNREADABLE: {
    meaning:
      'The folder is no bundle, or a file in it is missing or another than the manifest says.',
    remedy: 'Make it anew with `gangway bundle`.',
  },
}) satisfies Readonly<Record<string, { readonly meaning: string; readonly remedy: string }>>;

/** A code in {@link bundleFaults}. */
export type BundleFaultCode = keyof typeof bundleFaults;

/** What bundling ends with: one clear text that names the file, and the option where it is one. */
export const bundleFault = (
  code: BundleFaultCode,
  message: string,
  options?: ErrorOptions,
): GangwayError => new GangwayError(code, message, options);
