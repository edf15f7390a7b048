// Runs a hook in a process, and tells when that is under way: for tests that end this one, or see it end by itself.
// Arguments: the command as JSON, what it is asked to do, and whether this process then ends by itself.
import { overridesOf, processHook } from './process-hook.js';

const [command = '', act, ending] = process.argv.slice(2);
const hook = processHook(JSON.parse(command));
if (ending === 'ends') {
  process.stdout.write(`${JSON.stringify(overridesOf(await hook.decide(act)))}\n`);
} else {
  await hook.prepare(AbortSignal.timeout(20_000));
  void hook.decide(act);
  process.stdout.write('asked\n');
}
