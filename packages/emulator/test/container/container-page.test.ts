import { readFileSync } from 'node:fs';
import { emulatorSettings } from '@gangway/emulator/container';
import { expect } from 'chai';

const page = readFileSync(new URL('../../../../docs/container.md', import.meta.url), 'utf8');

describe('docs/container.md', () => {
  it("has a row for every setting of an emulator's container, in their order, as the code has it", () => {
    const [, table = ''] =
      /^<!-- settings of the emulator -->\n(?:\|.*\n){2}((?:\|.*\n)+)/m.exec(page) ?? [];
    expect(table.trimEnd().split('\n')).to.deep.equal(
      Object.values(emulatorSettings).map(
        ({ variable, description }) => `| \`${variable}\` | ${description} |`,
      ),
    );
  });
});
