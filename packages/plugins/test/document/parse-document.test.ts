import { expect } from 'chai';
import fc from 'fast-check';
import { parseJson } from '../../dist/document/parse-json.js';
import { parseYaml } from '../../dist/document/parse-yaml.js';
import * as yaml from '../../dist/document/yaml.js';

const canary = 'canary-7f3a';

/** What a text is read to, or the message of the fault in it. */
function read(parse: (text: string) => unknown, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const { name, kind, message } = error as Error & { kind?: string };
    expect(name).to.equal('DocumentFault');
    expect(`${message}${(error as Error).stack}`).to.not.contain(canary);
    return `${kind}: ${message}`;
  }
}

const json = (text: string) => read(parseJson, text);
const ofYaml = (text: string) => read((given) => parseYaml(given, yaml), text);

describe('a document in JSON', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        const read = json(text);
        // Made texts may double a name, which is refused below.
        if (typeof read === 'string' && read.startsWith('not-json')) return;
        expect(read).to.deep.equal(JSON.parse(text));
      }),
    );
  });

  for (const [what, text] of [
    ['nothing', ''],
    ['text', canary],
    ['half of an object', `{"a":"${canary}`],
    ['two objects', `{"a":"${canary}"} {}`],
    ['a comment', `// ${canary}\n{}`],
    ['a trailing comma', `{"${canary}":1,}`],
    ['a byte order mark', `\ufeff{"a":"${canary}"}`],
    ['single quotation marks', `{'a':'${canary}'}`],
  ] as const) {
    it(`is none that is ${what}, and the fault tells nothing of it`, () => {
      expect(json(text)).to.equal('not-json: it is not JSON');
    });
  }

  it('has no two members of one name, however they are written', () => {
    for (const text of [
      `{"a":1,"a":"${canary}"}`,
      String.raw`{"a":1,"\u0061":2}`,
      '{"x":[{"a":1,"b":{"a":1},"a":2}]}',
      '{"__proto__":1,"__proto__":2}',
    ]) {
      expect(json(text), text).to.equal('not-json: an object in it has two members of one name');
    }
  });

  it('is nested at most 64 levels deep', () => {
    const nested = (depth: number) => `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`;
    expect(json(nested(64))).to.be.an('array');
    expect(json(nested(66))).to.equal('not-json: it is nested more than 64 levels deep');
    expect(json(`${'['.repeat(32_000)}${']'.repeat(32_000)}`)).to.match(/^not-json: it is nested/);
  });

  it('does not change what objects inherit', () => {
    json('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
    expect(({} as { polluted?: boolean }).polluted).to.equal(undefined);
  });
});

describe('a document in YAML', () => {
  it('is read by the core schema of YAML 1.2', () => {
    const text = [
      'country: NO',
      'switch: on',
      'answer: yes',
      'version: 1.0',
      'octal: 0o14',
      'date: 2030-01-01',
      'quoted: "1"',
      "tagged: !!str '1'",
      'nothing: ~',
      'truth: true',
      'list: [a, b]',
      'folded: >-',
      '  one',
      '  two',
    ].join('\n');
    expect(ofYaml(text)).to.deep.equal({
      country: 'NO',
      switch: 'on',
      answer: 'yes',
      version: 1,
      octal: 12,
      date: '2030-01-01',
      quoted: '1',
      tagged: '1',
      nothing: null,
      truth: true,
      list: ['a', 'b'],
      folded: 'one two',
    });
  });

  it('is read alike when it says that it is YAML 1.1', () => {
    expect(ofYaml('%YAML 1.1\n---\ncountry: NO\n<<: x')).to.deep.equal({
      country: 'NO',
      '<<': 'x',
    });
  });

  it('is what JSON is, where it is JSON', () => {
    const text = String.raw`{"a": {"b/c": ["x\u0041", null, true, 1.5]}, "__proto__": {"d": "e"}}`;
    expect(ofYaml(text)).to.deep.equal(JSON.parse(text));
  });

  it('knows anchors, each at 100 places at most', () => {
    const used = (times: number) => `a: &a x\nb: [${'*a,'.repeat(times)}]`;
    expect(ofYaml(used(99))).to.deep.equal({ a: 'x', b: Array(99).fill('x') });
    const refused = 'not-yaml: an anchor in it is used at over 100 places, or an alias has none';
    expect(ofYaml(used(100))).to.equal(refused);
    const lists = [...'bcdefghi'].map(
      (name, at) => `${name}: &${name} [${`*${'abcdefgh'[at]},`.repeat(9)}]`,
    );
    expect(ofYaml([`a: &a ["${canary}"]`, ...lists].join('\n'))).to.equal(refused);
    expect(ofYaml('a: *none')).to.equal(refused);
  });

  for (const [what, text, fault] of [
    ['a tag of its own', `a: !secret ${canary}`, 'TAG_RESOLVE_FAILED at line 1, column 4'],
    ['JavaScript', `a: !!js/function "${canary}"`, 'TAG_RESOLVE_FAILED at line 1, column 4'],
    ['octets', `a: !!binary aGk=`, 'TAG_RESOLVE_FAILED at line 1, column 4'],
    ['a set', `a: !!set {${canary}}`, 'TAG_RESOLVE_FAILED at line 1, column 4'],
    ['a moment', 'a: !!timestamp 2030-01-01', 'TAG_RESOLVE_FAILED at line 1, column 4'],
    ['two documents', `a: 1\n---\nb: ${canary}`, 'MULTIPLE_DOCS at line 2, column 1'],
    ['a tab before a name', `a:\n\tb: ${canary}`, 'TAB_AS_INDENT at line 2, column 1'],
    ['no end', `a: "${canary}`, /^MISSING_CHAR at line 1, column/],
    ['no sense', `a: [${canary}`, /^BAD_INDENT|^MISSING_CHAR/],
    ['a list without an end to its depth', '['.repeat(60_000), /^RESOURCE_EXHAUSTION/],
  ] as const) {
    it(`is none with ${what}, and the fault says where and tells nothing of it`, () => {
      const [kind, why] = String(ofYaml(text)).split(': ');
      expect(kind).to.equal('not-yaml');
      if (typeof fault === 'string') expect(why).to.equal(fault);
      else expect(why).to.match(fault);
    });
  }

  it('has no two members of one name, and none whose name is no text', () => {
    for (const text of [
      `a: 1\na: ${canary}`,
      'a: 1\n"a": 2',
      'x: [{a: 1, b: {c: 1, c: 2}}]',
      '1: x\n"1": y',
      '~: x\n"": y',
      '[a, b]: x',
      '? {a: b}\n: x',
      'a: &a b\n*a : x',
    ]) {
      expect(ofYaml(text), text).to.match(
        /^not-yaml: two members of an object in it have one name/,
      );
    }
  });

  it('prints nothing about what it is warned of', () => {
    const printed: unknown[] = [];
    const listen = (warning: unknown) => printed.push(warning);
    process.on('warning', listen);
    const { emitWarning } = process;
    process.emitWarning = (...input: unknown[]) => void printed.push(input);
    try {
      ofYaml(`a: !secret ${canary}`);
      ofYaml('? {a: b}\n: x');
    } finally {
      process.emitWarning = emitWarning;
      process.off('warning', listen);
    }
    expect(printed).to.deep.equal([]);
  });
});
