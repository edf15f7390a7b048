import type { TextExpression } from '../../expression.js';
import { namesIn } from '../expressions.js';
import type { Found, LintRule } from '../subject.js';

// https://docs.aws.amazon.com/iot/latest/apireference/API_CreateThing.html
const nameText = /^[a-zA-Z0-9:_-]*$/;
const nameLimit = 128;

/** A template without a thing, or with a name that no thing, or only one, can have. */
export const thing: LintRule = ({ template }) => {
  if (template.thing === undefined) {
    return [
      {
        code: 'THING_MISSING',
        at: '/Resources',
        message:
          'No resource is an AWS::IoT::Thing: the device is told no thing name, and policies that speak of its thing let it do nothing. Add one.',
      },
    ];
  }
  const { thingName } = template.thing;
  return [...constantName(thingName), ...invalidName(thingName)];
};

function constantName(name: TextExpression): readonly Found[] {
  if (namesIn(name).length > 0) return [];
  return [
    {
      code: 'THING_NAME_CONSTANT',
      at: name.at,
      message:
        'Every device becomes the same thing. Make the name of a parameter that tells devices apart, such as a serial number.',
    },
  ];
}

function invalidName(name: TextExpression): readonly Found[] {
  const texts = literalTexts(name);
  const { length } = texts.join('');
  if (texts.every((text) => nameText.test(text)) && length <= nameLimit) return [];
  return [
    {
      code: 'THING_NAME_INVALID',
      at: name.at,
      message: `The name of a thing has at most ${nameLimit} characters, which are letters, digits, ":", "_" and "-". Change what stands between the parameters.`,
    },
  ];
}

/** What of a name is certain before a device comes. */
function literalTexts(expression: TextExpression): readonly string[] {
  switch (expression.kind) {
    case 'text':
      return [expression.text];
    case 'join': {
      const { parts, delimiter } = expression;
      if (parts.kind !== 'list') return [];
      return [...parts.items.flatMap(literalTexts), ...parts.items.slice(1).map(() => delimiter)];
    }
    case 'sub':
      return expression.pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.text] : []));
    default:
      return [];
  }
}
