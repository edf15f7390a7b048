import { type JsonSchema, reference } from './json-schema.js';

const text = reference('text');
const list = reference('list');

/** An array of exactly these. */
const tuple = (items: readonly JsonSchema[], least = items.length): JsonSchema => ({
  type: 'array',
  items,
  minItems: least,
  maxItems: items.length,
});

const textFunctions: Readonly<Record<string, JsonSchema>> = {
  Ref: { type: 'string', description: 'The value of this parameter.' },
  'Fn::Join': {
    description: 'The values, with the delimiter between them: ["delimiter", [values]].',
    ...tuple([{ type: 'string' }, list]),
  },
  'Fn::Select': {
    description: 'One item of a list, counted from 0: [index, [values]].',
    ...tuple([{ anyOf: [{ type: 'integer', minimum: 0, maximum: 999_999_999 }, text] }, list]),
  },
  'Fn::FindInMap': {
    description: 'A text of the Mappings section: ["map", "first key", "second key"].',
    ...tuple([text, text, text]),
  },
  'Fn::Sub': {
    description:
      'A text in which a name in braces after a dollar sign is replaced by a variable or a parameter: "text", or ["text", { "variable": value }].',
    anyOf: [
      { type: 'string' },
      tuple([{ type: 'string' }, { type: 'object', additionalProperties: text }], 1),
    ],
  },
};

const listFunctions: Readonly<Record<string, JsonSchema>> = {
  'Fn::Split': {
    description: 'The parts of a text between delimiters: ["delimiter", "text"].',
    ...tuple([{ type: 'string', minLength: 1 }, text]),
  },
};

/** A function has its object to itself. */
const call = (functions: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'object',
  properties: functions,
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
});

/** Editors tell best what is wrong where a value's type alone says which form it should have. */
export const expressionDefinitions: Readonly<Record<string, JsonSchema>> = {
  text: {
    description: 'A text, or a function that gives one.',
    if: { type: 'object' },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, and never a promise
    then: call(textFunctions),
    else: { type: 'string' },
  },
  list: {
    description: 'A list of texts, or a function that gives one.',
    if: { type: 'object' },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, and never a promise
    then: call(listFunctions),
    else: { type: 'array', items: text },
  },
};
