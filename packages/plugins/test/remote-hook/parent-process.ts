// Runs a hook in a process, and tells when that is under way: for tests that end this one, or see it end by itself.
// Arguments: the command as JSON, what it is asked to do, whether this process then ends by itself, and the witness that the
// hook is told of.
import { overridesOf, processHook } from './process-hook.js';

const [command = '', act, ending, Witness = ''] = process.argv.slice(2);
const hook = processHook(JSON.parse(command));
if (ending === 'ends') {
  process.stdout.write(`${JSON.stringify(overridesOf(await hook.decide(act)))}\n`);
} else {
  await hook.prepare(AbortSignal.timeout(20_000));
  void hook.decide(act, Witness === '' ? {} : { Witness });
  process.stdout.write('asked\n');
}
