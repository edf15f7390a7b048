import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import * as v from 'valibot';
import { claimLifecycleOptions } from '../dist/claim-lifecycle/claim-lifecycle-options.js';
import { containerOptions } from '../dist/hook-proxy/container-options.js';
import { hookProxyOptions } from '../dist/hook-proxy/hook-proxy-options.js';

const page = readFileSync(new URL('../../../docs/cdk-proxy.md', import.meta.url), 'utf8');

/** Rows of the table with the options of a construct: name, and what holds unless it is given. */
function rowsOf(name: string): readonly (readonly [string, string])[] {
  const [, table = ''] = page.split(`<!-- options of ${name} -->`);
  const [rows = ''] = table.split('<!-- end of options -->');
  return [...rows.matchAll(/^\| `(\w+)` \| (.*?) ?\| /gm)].map(([, option = '', held = '']) => [
    option,
    held,
  ]);
}

const written = (held: unknown): string => {
  if (typeof held === 'string') return `\`'${held}'\``;
  return typeof held === 'object' ? `\`${JSON.stringify(held)}\`` : String(held);
};

describe('docs/cdk-proxy.md', () => {
  for (const [name, { entries }] of [
    ['ClaimLifecycle', claimLifecycleOptions],
    ['HookProxy', hookProxyOptions],
    ['container', containerOptions],
  ] as const) {
    it(`has each option of ${name} in the schema's order, and what holds where it is not given`, () => {
      const rows = rowsOf(name);
      expect(rows.map(([option]) => option)).to.deep.equal(Object.keys(entries));
      for (const [option, held] of rows) {
        const schema: v.GenericSchema = entries[option as keyof typeof entries];
        const byDefault = v.getDefault(schema);
        if (byDefault !== undefined) expect(held, option).to.equal(written(byDefault));
      }
    });
  }
});
