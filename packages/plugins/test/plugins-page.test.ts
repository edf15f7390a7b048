import { readdirSync, readFileSync } from 'node:fs';
import type { FactoryDescription } from '@gangway/core';
import { parameterRules } from '@gangway/plugins/parameter-rules';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { decide, verdictOf } from './deciding.js';

const page = readFileSync(new URL('../../../docs/plugins.md', import.meta.url), 'utf8');

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

/** Sections of the page by heading. */
const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...lines] = section.split('\n');
      return [heading, lines] as const;
    }),
);

/** Cells of the rows of a section's table whose first column has this heading. */
function rowsOf(section: readonly string[], firstColumn: string): readonly (readonly string[])[] {
  const start = section.findIndex((line) => line.startsWith(`| ${firstColumn} |`));
  if (start === -1) return [];
  const after = section.slice(start + 2);
  const end = after.findIndex((line) => !line.startsWith('|'));
  return after.slice(0, end === -1 ? undefined : end).map((line) => line.slice(2, -2).split(' | '));
}

const unquoted = (cell = '') => cell.replaceAll('`', '');

const names = readdirSync(new URL('../src', import.meta.url))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));

const camelCase = (name: string) =>
  name.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());

describe('the table of plugins in README.md', () => {
  it('has each plugin once, and no others', () => {
    const listed = [...readme.matchAll(/\[`([a-z-]+)`\]\(docs\/plugins\.md#\1\)/g)];
    expect(listed.map(([, name]) => name).toSorted()).to.deep.equal(names.toSorted());
  });
});

describe('docs/plugins.md', () => {
  it('has one section for each plugin, and no others', () => {
    expect([...sections.keys()].toSorted()).to.deep.equal(names.toSorted());
  });

  for (const name of names) {
    describe(name, () => {
      const section = sections.get(name) ?? [];
      let factory: FactoryDescription;
      before(async () => {
        const module: Record<string, FactoryDescription> = await import(`@gangway/plugins/${name}`);
        factory = module[camelCase(name)] as FactoryDescription;
        expect(factory, `export ${camelCase(name)}`).to.be.a('function');
      });

      it('is called like its file', () => {
        expect(factory.pluginName).to.equal(name);
      });

      it('lists the options that the schema has, in its order', () => {
        const listed = rowsOf(section, 'option').map(([option]) => unquoted(option));
        expect(listed).to.deep.equal(factory.optionNames);
      });

      it('lists the reason codes that the plugin declares, with class and meaning', () => {
        const declared = Object.entries(factory.reasonCodes).map(
          ([code, { class: denial, meaning }]) => [`\`${code}\``, denial, meaning],
        );
        expect(rowsOf(section, 'code')).to.deep.equal(declared);
      });
    });
  }

  it('shows a MAC pattern that takes the documented addresses', async () => {
    const [, pattern = ''] = /Mac: '(.+)'/.exec(page) ?? [];
    const hook = [parameterRules({ patterns: { Mac: pattern } })];
    const judge = async (Mac: string) =>
      verdictOf(await decide(hook, { ...anEvent(), parameters: { Mac } }));
    expect(await judge('00-11-22-33-44-55')).to.equal('ALLOW');
    expect(await judge('00G11Z22?33@44[55')).to.equal('DENY_POLICY PARAMETER_PATTERN_MISMATCH');
  });
});
