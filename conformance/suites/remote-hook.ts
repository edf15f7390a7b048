import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { javaHook, pythonHook } from '@gangway/plugins/remote-hook';
import { builtClient } from '../lambda-client.js';
import { contractFaults, contractFolder, hasContract } from '../remote-hook/contract-text.js';
import type { Command } from '../remote-hook/deciding.js';
import { exampleFaults, outcomeFaults } from '../remote-hook/example-faults.js';
import { compileHooks, missingForJava, missingForPython } from '../remote-hook/java-classes.js';
import type { Suite } from '../suite.js';

/** What a hook does in either language, and what becomes of it. */
const wrongs = {
  text: 'DENY_ERROR REMOTE_HOOK_ANSWER_MALFORMED',
  throwing: 'DENY_ERROR REMOTE_HOOK_FUNCTION_FAILED',
  hanging: 'DENY_ERROR REMOTE_HOOK_TIMEOUT',
  dying: 'DENY_ERROR REMOTE_HOOK_PROCESS_ENDED',
  printing: 'DENY_POLICY REMOTE_HOOK_DENIED',
};

/** What concerns Java alone. */
const javaOnly = {
  endless: 'DENY_ERROR REMOTE_HOOK_FUNCTION_FAILED',
  records: `ALLOW ${JSON.stringify({ DeviceLocation: 'told "\\\u0007 🛫 SN-0001' })}`,
  beans: 'ALLOW {"DeviceLocation":"SN-0001"}',
  untouched: 'ALLOW {}',
  sorted: 'ALLOW {}',
  fields: 'ALLOW {"DeviceLocation":"Seattle"}',
  mixed: 'ALLOW {"DeviceLocation":"Seattle"}',
  torn: 'DENY_ERROR REMOTE_HOOK_FUNCTION_FAILED',
  overloaded: 'ALLOW {}',
  twofold: 'DENY_ERROR REMOTE_HOOK_NOT_STARTED',
};

/** Classes whose handler is `handleRequest`. */
const javaClasses = { OddHook$Particular: 'ALLOW {}' };

interface Part {
  readonly faults: readonly string[];
  readonly summary: string;
}

/** The contract's examples, as they stand, as the only check of a hook; and hooks in both languages that do wrong. */
export const remoteHooks: Suite = {
  name: 'remote-hook',
  async run({ progress }) {
    const python = missingForPython();
    const java = missingForJava();
    const missing = [...python, ...java];
    if (python.length > 0 && java.length > 0) {
      return { summary: '', faults: [], skipped: `missing here: ${missing.join(', ')}` };
    }
    const parts: Part[] = [await contractPart()];
    if (python.length === 0) {
      progress('Python');
      parts.push(await pythonPart());
    }
    if (java.length === 0) {
      progress('Java');
      parts.push(await javaPart());
    }
    const client = builtClient();
    progress("AWS's own client for Node");
    parts.push(
      client === undefined
        ? { faults: [], summary: "MISSING: AWS's own client, which the suite lambda-client builds" }
        : await nodePart(client),
    );
    if (missing.length > 0) parts.push({ faults: [], summary: `MISSING: ${missing.join(', ')}` });
    return {
      summary: parts.map(({ summary }) => summary).join('; '),
      faults: parts.flatMap(({ faults }) => faults),
    };
  },
};

async function contractPart(page = process.env.GANGWAY_CONTRACT): Promise<Part> {
  return hasContract(page)
    ? { faults: await contractFaults(page), summary: 'examples as in the contract' }
    : { faults: [], summary: 'GANGWAY_CONTRACT names no page to hold the examples to' };
}

async function pythonPart(): Promise<Part> {
  const example = await exampleFaults(
    'Python',
    pythonHook({ folder: contractFolder, handler: 'pre_provisioning.pre_provisioning_hook' }),
  );
  const folder = new URL('../remote-hook/odd/', import.meta.url);
  const wrong = await outcomeFaults(
    'Python',
    (name) => pythonHook({ folder, handler: `odd_hook.${name}` }),
    wrongs,
  );
  return { ...example, faults: [...example.faults, ...wrong] };
}

/** AWS's client, which takes host and port alone. */
async function nodePart(client: string): Promise<Part> {
  const folder = new URL('../remote-hook/odd/', import.meta.url);
  const commandOf = (name: string): Command => ({
    run: ['node', client, `odd-hook.${name}`],
    handler: `odd-hook.${name}`,
    folder,
    guarded: false,
  });
  const example = await exampleFaults("AWS's client for Node", commandOf('seattle'));
  const wrong = await outcomeFaults("AWS's client for Node", commandOf, wrongs);
  return { ...example, faults: [...example.faults, ...wrong] };
}

async function javaPart(): Promise<Part> {
  const classes = await mkdtemp(join(tmpdir(), 'gangway-java-'));
  try {
    await compileHooks(classes);
    const handler = 'example.PreProvisioningHook';
    const compiled = { classPath: [classes, join(classes, 'bootstrap')], bootstrap: 'Bootstrap' };
    const fromSource = await exampleFaults(
      'Java, bootstrap as source',
      javaHook({ classPath: [classes], handler }),
    );
    const asClass = await exampleFaults('Java, compiled', javaHook({ ...compiled, handler }));
    const other = await outcomeFaults(
      'Java',
      (name) => javaHook({ ...compiled, handler: `odd.OddHook::${name}` }),
      { ...wrongs, ...javaOnly },
    );
    const classesOnly = await outcomeFaults(
      'Java',
      (name) => javaHook({ ...compiled, handler: `odd.${name}` }),
      javaClasses,
    );
    return {
      summary: `${fromSource.summary}; ${asClass.summary}`,
      faults: [...fromSource.faults, ...asClass.faults, ...other, ...classesOnly],
    };
  } finally {
    await rm(classes, { recursive: true });
  }
}
