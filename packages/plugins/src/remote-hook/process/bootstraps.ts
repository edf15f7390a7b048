import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HookCommandInput } from './command.js';

/** What is told of a hook in either language; the rest is as in `command` of {@link remoteHook}. */
type RunOptions = Omit<HookCommandInput, 'run' | 'handler'> & {
  readonly handler: string;
};

/** A Python hook. */
export interface PythonHookOptions extends RunOptions {
  /** The interpreter; `python3` unless given. */
  readonly python?: string;
  /** The bootstrap, where it has been copied elsewhere; the one in this package unless given. */
  readonly bootstrap?: string | URL;
}

/**
 * The command that runs a Python hook as Lambda would, with the bootstrap that this package brings. It needs Python 3.9 or
 * newer, and no package.
 *
 * A bundler leaves the bootstrap behind: copy `bootstraps/python/bootstrap.py` beside the bundle, and name it as `bootstrap`.
 *
 * @param options `handler` is Lambda's: `module.function`, looked for in `folder`
 * @example
 * remoteHook({
 *   command: pythonHook({ folder: 'python', handler: 'pre_provisioning.pre_provisioning_hook' }),
 *   keys: ['DeviceLocation'],
 * })
 */
export function pythonHook({
  python = 'python3',
  bootstrap = shipped('python/bootstrap.py'),
  ...rest
}: PythonHookOptions): HookCommandInput {
  return { ...rest, run: [python, pathOf(bootstrap)] };
}

/** A Java hook. */
export interface JavaHookOptions extends RunOptions {
  /** Folders of classes, and jars; relative ones are looked for in `folder`. */
  readonly classPath: readonly (string | URL)[];
  /** The launcher, of Java 17 or newer; `java` unless given. */
  readonly java?: string;
  /** Options of the virtual machine's own, such as `-Xmx256m`. */
  readonly options?: readonly string[];
  /** The bootstrap's source, where it has been copied elsewhere, or `'Bootstrap'` where its class stands in the class path. */
  readonly bootstrap?: string | URL;
}

/** What makes a small program start soon: no second compiler, and no threads to collect garbage with. */
const quickStart = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/**
 * The command that runs a Java hook as Lambda would, with the bootstrap that this package brings. It needs Java 17 or newer,
 * and no jar but the hook's own.
 *
 * The bootstrap is a source file, which a JDK compiles at each start, a second long. Compiled beforehand
 * (`javac -d classes Bootstrap.java`) and named `'Bootstrap'`, it starts in a fifth of that, and needs a JRE alone.
 *
 * @param options `handler` is Lambda's: `package.Class`, or `package.Class::method`
 * @example
 * remoteHook({
 *   command: javaHook({ classPath: ['classes'], handler: 'example.PreProvisioningHook' }),
 *   keys: ['DeviceLocation'],
 * })
 */
export function javaHook({
  java = 'java',
  classPath,
  options = [],
  bootstrap = shipped('java/Bootstrap.java'),
  ...rest
}: JavaHookOptions): HookCommandInput {
  const path = classPath.map(pathOf).join(delimiter);
  return { ...rest, run: [java, ...quickStart, ...options, '-cp', path, pathOf(bootstrap)] };
}

const shipped = (file: string): URL => new URL(`../../../bootstraps/${file}`, import.meta.url);

const pathOf = (file: string | URL): string => (file instanceof URL ? fileURLToPath(file) : file);
