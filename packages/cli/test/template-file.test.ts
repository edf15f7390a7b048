import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lintTemplate } from '@gangway/template';
import { expect } from 'chai';
import { loadHook } from '../dist/hook/load-hook.js';
import { findTemplate } from '../dist/template-file/find-template.js';
import { serialParameter } from '../dist/template-file/serial-parameter.js';
import { thingNaming } from '../dist/template-file/thing-name.js';
import { fixture } from './run-gangway.js';

const example = (name: string): string =>
  fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url));

/** What a search ends with: the template's name, or the fault's message. */
const found = async (search: Parameters<typeof findTemplate>[0]): Promise<string> => {
  try {
    return (await findTemplate(search)).name;
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the template of a hook', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-template-file-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('is the one beside the hook, called as its file', async () => {
    expect(await found({ path: example('first-hook/hook.ts') })).to.equal('first-fleet');
  });

  it('is the one that was asked for, called as was asked', async () => {
    const template = example('first-hook/first-fleet.template.json');
    const search = { template, path: example('device-claims/hook.ts') };
    expect(await found({ ...search, templateName: 'other' })).to.equal('other');
  });

  it('is not guessed where there are several', async () => {
    for (const name of ['a.template.json', 'b.template.json']) {
      await copyFile(example('first-hook/first-fleet.template.json'), join(folder, name));
    }
    expect(await found({ path: join(folder, 'hook.ts') })).to.contain(
      'a.template.json, b.template.json; --template says which',
    );
  });

  it('is made for what the hook says of itself where there is none, and fits it', async () => {
    const description = (await loadHook(fixture('site-hook.ts'))).describe();
    const { name, body } = await findTemplate({ path: fixture('site-hook.ts'), description });
    expect(name).to.equal('rehearsal');
    const findings = lintTemplate(body, { hook: description });
    expect(findings.filter(({ level }) => level === 'error')).to.deep.equal([]);
    expect(JSON.parse(body)).to.have.nested.property('Parameters.Token.Default', '');
  });

  it('is not made where the hook lets certain ones in alone, and nobody says which', async () => {
    const description = (await loadHook(example('first-hook/hook.ts'))).describe();
    expect(await found({ description })).to.contain('--template-name');
    expect(await found({ description, templateName: 'first-fleet' })).to.equal('first-fleet');
  });

  it('has a name that AWS IoT takes', async () => {
    const template = join(folder, 'a b.json');
    await writeFile(template, '{}');
    expect(await found({ template })).to.contain('"a b" is no name of a template');
  });
});

describe('serialParameter', () => {
  const described = async (path: string) => (await loadHook(path)).describe();

  it('is what registeredDevice asks for', async () => {
    expect(serialParameter(await described(fixture('rehearsed-hook.ts')))).to.equal('Id');
  });

  it('is the only one that the hook reads', async () => {
    expect(serialParameter(await described(fixture('site-hook.ts')))).to.equal('SerialNumber');
  });

  it('is not guessed', () => {
    expect(serialParameter({ plugins: [], parameters: ['A', 'B'] })).to.equal(undefined);
    expect(serialParameter({ plugins: [], parameters: ['A', 'mySerial'] })).to.equal('mySerial');
  });
});

describe('thingNaming', () => {
  const body = (thingName: unknown) =>
    JSON.stringify({
      Parameters: { A: { Type: 'String' }, B: { Type: 'String' } },
      Resources: { thing: { Type: 'AWS::IoT::Thing', Properties: { ThingName: thingName } } },
    });

  it('names a thing as the template does', () => {
    const joined = { 'Fn::Join': ['-', ['fleet', { Ref: 'A' }]] };
    const naming = thingNaming(body(joined));
    expect([naming?.parameter, naming?.nameOf('SN-1')]).to.deep.equal(['A', 'fleet-SN-1']);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the template
    expect(thingNaming(body({ 'Fn::Sub': 't-${B}' }))?.nameOf('7')).to.equal('t-7');
  });

  it('says nothing where two parameters name it, or none', () => {
    const both = { 'Fn::Join': ['-', [{ Ref: 'A' }, { Ref: 'B' }]] };
    expect([thingNaming(body(both)), thingNaming(body('one')), thingNaming('{')]).to.deep.equal([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
