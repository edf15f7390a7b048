import {
  chainLimits,
  chainRefusals,
  coreReasonCodes,
  type FactoryDescription,
  faultCodes,
  type ReasonCodes,
} from '@gangway/core';
import { expect } from 'chai';
import { expectPart, rowsByName, table } from './page-part.js';
import { publicNames } from './public-api.js';
import { pathOf, read } from './workspace.js';

const codeTable = (codes: ReasonCodes): string =>
  table(
    ['code', 'class', 'meaning', 'what to do'],
    Object.entries(codes).map(([code, { class: denial, meaning, remedy }]) => [
      `\`${code}\``,
      denial,
      meaning,
      remedy,
    ]),
  );

async function coreTable(name: string): Promise<ReasonCodes> {
  const module: Record<string, ReasonCodes> = await import(
    pathOf(`packages/core/dist/domain/reason-codes-${name}.js`)
  );
  return module[`${name}ReasonCodes`] ?? {};
}

const pluginNames = publicNames.filter(
  ({ specifier, typeOnly }) => specifier.startsWith('@gangway/plugins/') && !typeOnly,
);

async function factories(): Promise<readonly FactoryDescription[]> {
  const exported = await Promise.all(
    pluginNames.map(async ({ name, module }) => (await import(module))[name]),
  );
  return exported.filter(
    (value): value is FactoryDescription => typeof value?.pluginName === 'string',
  );
}

describe('docs/reason-codes.md', () => {
  const page = 'docs/reason-codes.md';
  const groups = ['call', 'event', 'certificate', 'pipeline', 'ledger'];

  for (const group of groups) {
    it(`holds the codes of the core about ${group}`, async () => {
      expectPart(page, `${group} codes`, codeTable(await coreTable(group)));
    });
  }

  it('holds the codes of the proxy', async () => {
    const { proxyReasonCodes } = await import(pathOf('packages/adapter-lambda/dist/proxy.js'));
    expectPart(page, 'proxy codes', codeTable(proxyReasonCodes));
  });

  it('leaves out no code of the core', async () => {
    const shown = await Promise.all(groups.map(coreTable));
    const all = shown.flatMap((codes) => Object.keys(codes));
    expect(all).to.have.members(Object.keys(coreReasonCodes));
  });

  it('holds the codes of every plugin', async () => {
    const sections = (await factories())
      .filter(({ reasonCodes }) => Object.keys(reasonCodes).length > 0)
      .map(
        ({ pluginName, reasonCodes }) =>
          `### ${pluginName}\n\n[The plugin](plugins.md#${pluginName}).\n\n${codeTable(reasonCodes)}`,
      );
    expect(sections).to.not.be.empty;
    expectPart(page, 'plugin codes', sections.join('\n\n'));
  });
});

describe('docs/faults.md', () => {
  it('holds every code of a CompositionError', () => {
    const rows = Object.entries(faultCodes).map(([code, meaning]) => [`\`${code}\``, meaning]);
    expectPart('docs/faults.md', 'faults', table(['code', 'meaning'], rows));
  });

  it('says of every code what to do about it', () => {
    const advised = [...read('docs/faults.md').matchAll(/^- `([A-Z_]+)`/gm)].map(
      ([, code]) => code,
    );
    expect(advised).to.have.members(Object.keys(faultCodes));
  });
});

describe('docs/chains.md', () => {
  const page = 'docs/chains.md';

  it('holds every code of a refused chain', () => {
    const rows = Object.entries(chainRefusals).map(([code, meaning]) => [`\`${code}\``, meaning]);
    expectPart(page, 'chain refusals', table(['code', 'meaning'], rows));
  });

  it('gives the limits as the code has them', () => {
    const rows = rowsByName(page);
    for (const [name, value] of Object.entries(chainLimits)) {
      expect(rows.get(name)?.[0], name).to.equal(value.toLocaleString('en'));
    }
  });
});

describe('docs/templates.md', () => {
  const page = 'docs/templates.md';
  interface Tables {
    readonly lintCodes: Record<string, { readonly level: string; readonly meaning: string }>;
    readonly templateFaults: Record<string, { readonly meaning: string; readonly remedy: string }>;
  }
  const tables = (): Promise<Tables> => import(pathOf('packages/template/dist/index.js'));

  it('holds every code of the lint with its level', async () => {
    const rows = Object.entries((await tables()).lintCodes).map(([code, { level, meaning }]) => [
      `\`${code}\``,
      level,
      meaning,
    ]);
    expectPart(page, 'lint codes', table(['code', 'level', 'meaning'], rows));
  });

  it('holds every fault of a template', async () => {
    const { templateFaults } = await tables();
    const rows = Object.entries(templateFaults).map(([code, { meaning, remedy }]) => [
      `\`${code}\``,
      meaning,
      remedy,
    ]);
    expectPart(page, 'template faults', table(['code', 'meaning', 'what to do'], rows));
  });
});
