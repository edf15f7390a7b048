import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

const heading = '<a name="pre-provisioning-example">';

/** The fixtures are the contract's own examples, in the order in which it shows them. */
const examples = [
  'pre_provisioning.py',
  'example/PreProvisioningHook.java',
  'example/PreProvisioningHookRequest.java',
  'example/PreProvisioningHookResponse.java',
] as const;

export const contractFolder = new URL('contract/', import.meta.url);

/** Whether the contract's page is there, which lies outside of this project. */
export const hasContract = (page = process.env.GANGWAY_CONTRACT): page is string =>
  page !== undefined && existsSync(page);

/** In what the fixtures differ from the examples of the contract's page. */
export async function contractFaults(page: string): Promise<readonly string[]> {
  const [, section = ''] = (await readFile(page, 'utf8')).split(heading);
  const shown = [...section.matchAll(/^```\n([\s\S]*?)^```$/gm)].map(([, code]) => code);
  const fixtures = await Promise.all(
    examples.map((name) => readFile(new URL(name, contractFolder), 'utf8')),
  );
  const differing = examples.filter((_name, index) => fixtures[index] !== shown[index]);
  return [
    ...differing.map((name) => `${name} is not as the contract shows it`),
    ...(shown.length === examples.length ? [] : [`the contract shows ${shown.length} examples`]),
  ];
}
