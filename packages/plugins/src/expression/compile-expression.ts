import { limits } from '@gangway/core';
import { isVisible } from '../text/visible.js';
import { type Asked, findField, type ReadField } from './field.js';
import { roots } from './fields.js';
import { parseExpression } from './parse-expression.js';
import type { Reference } from './parse-reference.js';

/** What came of an expression in one request; texts for the operator, and never a value: it may be a token. */
export type Composed =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing'; readonly why: string }
  | { readonly kind: 'unfit'; readonly why: string };

/** An expression, ready to be asked. */
export interface Expression {
  /** Names of the device's parameters that it reads. */
  readonly parameters: readonly string[];
  /** Whether it reads the device's record. */
  readonly readsDevice: boolean;
  compose(asked: Asked): Composed;
}

type Part = string | { readonly reference: Reference; readonly read: ReadField };

/** @throws ExpressionFault, and nothing else */
export function compileExpression(source: string): Expression {
  const parts = parseExpression(source).map(
    (piece): Part =>
      typeof piece === 'string' ? piece : { reference: piece, read: findField(roots, piece) },
  );
  const paths = parts.flatMap((part) =>
    typeof part === 'string' ? [] : [part.reference.steps.map(({ name }) => name)],
  );
  return {
    parameters: paths.flatMap(([root, name]) =>
      root === 'parameters' && name !== undefined ? [name] : [],
    ),
    readsDevice: paths.some(([root]) => root === 'device'),
    compose: (asked) => compose(parts, asked),
  };
}

function compose(parts: readonly Part[], asked: Asked): Composed {
  let whole = '';
  for (const part of parts) {
    const composed =
      typeof part === 'string' ? { kind: 'text' as const, text: part } : fill(part, asked);
    if (composed.kind !== 'text') return composed;
    // Put in as it is: what looks like a reference in it is a text.
    whole += composed.text;
    if (whole.length > limits.parameterValueLength) {
      return { kind: 'unfit', why: `it has over ${limits.parameterValueLength} characters` };
    }
  }
  return whole.isWellFormed()
    ? { kind: 'text', text: whole }
    : { kind: 'unfit', why: 'it is not well-formed Unicode' };
}

function fill({ reference, read }: Exclude<Part, string>, asked: Asked): Composed {
  const { source, steps } = reference;
  const text = read(asked);
  // An empty part would give two devices one name.
  if (text === undefined || text === '') {
    return { kind: 'missing', why: `${source} is absent, empty or there more than once` };
  }
  // As a device's parameters are held to it: a name in a certificate may come from the device's signing request.
  if (steps[0].name === 'certificate' && !Array.from(text).every(isVisible)) {
    return { kind: 'unfit', why: `${source} holds a control or invisible character` };
  }
  return { kind: 'text', text };
}
