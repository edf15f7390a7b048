import { expect } from 'chai';
import fc from 'fast-check';
import { compileExpression } from '../../dist/expression/compile-expression.js';
import { ExpressionFault } from '../../dist/expression/expression-fault.js';
import { parseExpression } from '../../dist/expression/parse-expression.js';

/** The texts and, in lists, the names of the references. */
const piecesOf = (text: string) =>
  parseExpression(text).map((piece) =>
    typeof piece === 'string' ? piece : piece.steps.map(({ name }) => name),
  );

const faultIn = (text: string): string => {
  try {
    compileExpression(text);
  } catch (error) {
    if (error instanceof ExpressionFault) return error.message;
    throw error;
  }
  return 'none';
};

// What the syntax is made of, so that most texts come near to being an expression.
const fragment = fc.constantFrom(
  ...[
    '$',
    '{',
    '}',
    '${',
    '${!',
    '"',
    '["',
    '"]',
    '\\',
    '\\"',
    '.',
    '[',
    ']',
    ' ',
    '!',
    '𝒳',
    '\ud800',
  ],
  ...[
    'parameters',
    'certificate',
    'subject',
    'CN',
    'device',
    'attributes',
    'id',
    'template',
    'name',
  ],
  ...['__proto__', 'constructor', 'toString', 'a', '-', '2.5.4.3', '${parameters.Site}'],
);
const likely = fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join(''));
const anyText = fc.oneof(likely, fc.string({ unit: 'binary', maxLength: 40 }));

describe('the syntax of expressions', () => {
  for (const [text, pieces] of [
    ['', []],
    ['Oslo', ['Oslo']],
    ['$ { } $$ {$}', ['$ { } $$ {$}']],
    ['${clientId}', [['clientId']]],
    ['a${parameters.Site}b', ['a', ['parameters', 'Site'], 'b']],
    [
      '${parameters.a}${parameters.b}',
      [
        ['parameters', 'a'],
        ['parameters', 'b'],
      ],
    ],
    ['$${clientId}', ['$', ['clientId']]],
    ['${parameters["a b.c}"]}', [['parameters', 'a b.c}']]],
    ['${parameters["a\\"b\\\\"]}', [['parameters', 'a"b\\']]],
    ['${device["attributes"].site-name}', [['device', 'attributes', 'site-name']]],
    ['${!clientId}', ['${', 'clientId}']],
    ['${!!clientId}', ['${', '!clientId}']],
    ['a${!${clientId}}', ['a', '${', ['clientId'], '}']],
  ] as const) {
    it(`takes ${JSON.stringify(text)} apart`, () => {
      expect(piecesOf(text)).to.deep.equal(pieces);
    });
  }

  for (const [text, fault] of [
    ['${', 'at character 3: a name of letters, digits, "_" and "-" is expected, the text ends'],
    ['${}', 'at character 3: a name of letters, digits, "_" and "-" is expected, not "}"'],
    ['${ clientId}', 'at character 3: a name of letters, digits, "_" and "-" is expected, not " "'],
    ['a${clientId', 'at character 12: ".", "[" or "}" is expected, the text ends'],
    ['${clientId }', 'at character 11: ".", "[" or "}" is expected, not " "'],
    ['${clientId𝒳}', 'at character 11: ".", "[" or "}" is expected, not "𝒳"'],
    [
      '${parameters.}',
      'at character 14: a name of letters, digits, "_" and "-" is expected, not "}"',
    ],
    ['${parameters[Site]}', 'at character 14: a name in double quotes is expected, not "S"'],
    [
      '${parameters["Site]}',
      'at character 14: a name whose closing quote is missing, or with a lone "\\"',
    ],
    [
      '${parameters["a\\b"]}',
      'at character 14: a name whose closing quote is missing, or with a lone "\\"',
    ],
    ['${parameters["Site"}', 'at character 20: "]" is expected, not "}"'],
    [
      '${parameter.Site}',
      'at character 3: nothing is called "parameter": did you mean "parameters"?',
    ],
    [
      '${certificate.subjct.CN}',
      'at character 15: nothing in "certificate" is called "subjct": did you mean "subject"?',
    ],
    [
      '${certificate.subject.cn}',
      'at character 23: no attribute is called "cn": did you mean "CN"?',
    ],
    [
      '${template.nmae}',
      'at character 12: nothing in "template" is called "nmae": did you mean "name"?',
    ],
    [
      '${zzzzzzzzzz}',
      'at character 3: nothing is called "zzzzzzzzzz": parameters, certificate, certificateId, claimCertificateId, clientId, template, device',
    ],
    ['${parameters}', 'at character 13: a field of "parameters" is expected: Name'],
    [
      '${template}-x',
      'at character 11: a field of "template" is expected: name, region, accountId, arn',
    ],
    ['${clientId.length}', 'at character 12: "clientId" has no fields'],
    ['${parameters.Site.length}', 'at character 19: "parameters.Site" has no fields'],
    ['${parameters.__proto__}', 'at character 14: no device may send a parameter "__proto__"'],
    ['${parameters.constructor}', 'at character 14: no device may send a parameter "constructor"'],
    [
      '${parameters["AWS::Region"]}',
      'at character 14: no device may send a parameter "AWS::Region"',
    ],
    ['${parameters[""]}', "at character 14: a parameter's name has 1 to 2048 characters"],
    [
      '${__proto__.polluted}',
      'at character 3: nothing is called "__proto__": parameters, certificate, certificateId, claimCertificateId, clientId, template, device',
    ],
    ['${device.attributes[""]}', 'at character 21: an attribute has a name'],
  ] as const) {
    it(`refuses ${JSON.stringify(text)} and says where`, () => {
      expect(faultIn(text)).to.equal(fault);
    });
  }

  it('either takes a text or refuses it at one of its characters, whatever it is', () => {
    let refused = 0;
    fc.assert(
      fc.property(anyText, (text) => {
        try {
          compileExpression(text);
        } catch (error) {
          if (!(error instanceof ExpressionFault)) throw error;
          refused += 1;
          expect(error.at).to.be.within(2, text.length);
          expect(error.message).to.match(new RegExp(`^at character ${error.at + 1}: `));
        }
      }),
      { numRuns: 20_000 },
    );
    expect(refused, 'of texts that were refused').to.be.within(1_000, 19_000);
  });

  it('finds every name that is written in quotes', () => {
    const quotedName = (name: string) => `"${name.replace(/["\\]/g, '\\$&')}"`;
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (name) => {
        expect(piecesOf(`\${parameters[${quotedName(name)}]}`)).to.deep.equal([
          ['parameters', name],
        ]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes a text with no "${" as it stands', () => {
    const plain = anyText.filter((text) => !text.includes('${'));
    fc.assert(
      fc.property(plain, (text) => {
        expect(piecesOf(text).join('')).to.equal(text);
      }),
    );
  });
});
