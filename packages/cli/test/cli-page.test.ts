import { readFile, writeFile } from 'node:fs/promises';
import { signingRequestRefusals } from '@gangway/core';
import { expect } from 'chai';
import type { Command } from 'commander';
import { cliFaults } from '../dist/cli-fault.js';
import { createProgram } from '../dist/program.js';

const page = new URL('../../../docs/cli.md', import.meta.url);

// Parts of the page are made from the program: UPDATE_DOCS=1 writes them, otherwise they are compared.
const update = process.env.UPDATE_DOCS === '1';

describe('docs/cli.md', () => {
  const program = createProgram(async () => {});

  for (const [name, command] of [['gangway', program] as const, ...commandsOf(program)]) {
    it(`holds the help of ${name} as the command prints it`, () =>
      expectPart(`help of ${name}`, `\`\`\`text\n${helpOf(command)}\n\`\`\``));
  }

  it('holds every fault with the exit code that it ends with', () => {
    const rows = Object.entries(cliFaults).map(
      ([code, { exit, meaning }]) => `| \`${code}\` | ${exit} | ${meaning} |`,
    );
    return expectPart(
      'faults',
      ['| code | ends with | meaning |', '| --- | --- | --- |', ...rows].join('\n'),
    );
  });

  it('holds every code with which a signing request is refused', () => {
    const rows = Object.entries(signingRequestRefusals).map(
      ([code, { meaning, remedy }]) => `| \`${code}\` | ${meaning} | ${remedy} |`,
    );
    return expectPart(
      'signing request codes',
      ['| code | meaning | what to do |', '| --- | --- | --- |', ...rows].join('\n'),
    );
  });
});

/** All commands below one, each with its name as it is typed. */
function commandsOf(above: Command, before = ''): readonly (readonly [string, Command])[] {
  return above.commands.flatMap((command) => {
    const name = `${before}${command.name()}`;
    return [[name, command] as const, ...commandsOf(command, `${name} `)];
  });
}

async function expectPart(name: string, made: string): Promise<void> {
  const text = await readFile(page, 'utf8');
  const [begin, end] = [`<!-- ${name} -->\n`, `\n<!-- end of ${name} -->`];
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(end);
  expect(text, `a part of the page between ${begin} and ${end}`).to.contain(begin).and.contain(end);
  if (update) await writeFile(page, text.slice(0, from) + made + text.slice(to));
  else expect(text.slice(from, to)).to.equal(made);
}

function helpOf(command: Command): string {
  let help = '';
  command.configureOutput({
    writeOut: (text) => {
      help += text;
    },
    getOutHelpWidth: () => 100,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return help.trimEnd();
}
