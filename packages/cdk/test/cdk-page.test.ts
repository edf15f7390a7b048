import { readFileSync, writeFileSync } from 'node:fs';
import { synthFaults } from '@gangway/cdk';
import { expect } from 'chai';
import * as v from 'valibot';
import { claimLifecycleOptions } from '../dist/claim-lifecycle/claim-lifecycle-options.js';
import { tableOptions } from '../dist/device-registry-table.js';
import { containerOptions } from '../dist/hook-proxy/container-options.js';
import { hookProxyOptions } from '../dist/hook-proxy/hook-proxy-options.js';
import { hookOptions } from '../dist/pre-provisioning-hook.js';
import { templateOptions } from '../dist/provisioning-template.js';

const urlOf = (page: string) => new URL(`../../../docs/${page}`, import.meta.url);

// What is made from the code is written by UPDATE_DOCS=1, otherwise it is compared.
const update = process.env.UPDATE_DOCS === '1';

type Options = { readonly entries: v.ObjectEntries };

const tables: readonly (readonly [string, string, Options])[] = [
  ['cdk.md', 'PreProvisioningHook', hookOptions],
  ['cdk.md', 'ProvisioningTemplate', templateOptions],
  ['cdk.md', 'DeviceRegistryTable', tableOptions],
  ['cdk-proxy.md', 'ClaimLifecycle', claimLifecycleOptions],
  ['cdk-proxy.md', 'HookProxy', hookProxyOptions],
  ['cdk-proxy.md', 'container', containerOptions],
];

/** The first two cells of each row, without the marks of code. */
function rowsOf(page: string, name: string): readonly (readonly [string, string])[] {
  const text = readFileSync(urlOf(page), 'utf8');
  const part = text.split(`<!-- options of ${name} -->\n`)[1]?.split('<!-- end of')[0] ?? '';
  return part
    .split('\n')
    .slice(2)
    .filter((line) => line.startsWith('|'))
    .map((line) => {
      const [, option = '', fallback = ''] = line
        .split('|')
        .map((cell) => cell.trim().replaceAll('`', ''));
      return [option, fallback] as const;
    });
}

const shown = (value: unknown): string =>
  typeof value === 'string' ? `'${value}'` : JSON.stringify(value);

for (const [page, name, options] of tables) {
  describe(`docs/${page}, options of ${name}`, () => {
    const rows = rowsOf(page, name);

    it('are those that the construct takes', () => {
      expect(rows.map(([option]) => option)).to.have.members(Object.keys(options.entries));
    });

    for (const [option, entry] of Object.entries(options.entries)) {
      const value = v.getDefault(entry);
      if (value === undefined) continue;
      it(`say what ${option} is unless it is given`, () => {
        expect(new Map(rows).get(option)).to.equal(shown(value));
      });
    }
  });
}

describe('docs/cdk.md', () => {
  it('holds every code of the constructs with its meaning and remedy', () => {
    const made = [
      '| code | what is wrong | what to do |',
      '| --- | --- | --- |',
      ...Object.entries(synthFaults).map(
        ([code, { meaning, remedy }]) => `| \`${code}\` | ${meaning} | ${remedy} |`,
      ),
      '',
    ].join('\n');
    const text = readFileSync(urlOf('cdk.md'), 'utf8');
    const [before = '', part = '', after = ''] = text.split(
      /(?<=<!-- synth codes -->\n)|(?=<!-- end of synth codes -->)/,
    );
    if (update) writeFileSync(urlOf('cdk.md'), before + made + after);
    else expect(part).to.equal(made);
  });
});
