import {
  definePlugin,
  deny,
  type Facts,
  notApplicable,
  overrides,
  type ProvisioningRequest,
  policyCode,
} from '@gangway/core';
import * as v from 'valibot';
import { deviceRecord } from './device/device-record.js';
import { compileExpression } from './expression/compile-expression.js';
import { ExpressionFault } from './expression/expression-fault.js';
import type { Asked } from './expression/field.js';
import { isPlainRecord, parameterName, parameterValue } from './text/parameter-name.js';

const expression = v.pipe(
  parameterValue,
  v.minLength(1, 'an expression is not empty'),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return compileExpression(dataset.value);
    } catch (error) {
      if (!(error instanceof ExpressionFault)) throw error;
      addIssue({ message: error.message });
      return NEVER;
    }
  }),
);

const options = v.strictObject({
  /** Expressions by override key. */
  values: v.pipe(
    v.custom<Readonly<Record<string, string>>>(isPlainRecord, 'must be an object of expressions'),
    v.record(parameterName, expression),
    v.check((values) => Object.keys(values).length > 0, 'give at least one value'),
  ),
  /** What to do where a part of an expression is absent, empty or ambiguous. */
  missing: v.optional(v.picklist(['deny', 'skip']), 'deny'),
});

/**
 * Gives a permitted device parameter values that are composed of what it sent, of its certificate, of the template and of its
 * record: `${…}` in a text is replaced by what it refers to, and `${!` gives the two characters `${`.
 *
 * The expressions are parsed when the plugin is made, and are no code; what is put into one is never looked at again. A
 * request that lacks a part, or whose value would be no parameter, is denied by a check, before any value is given. Where
 * an expression refers to `device`, `registeredDevice` must stand before it.
 *
 * @example expressionOverrides({ values: { Label: '${parameters.SerialNumber}-${certificate.subject.CN}' } })
 * @example expressionOverrides({ values: { Site: '${device.attributes["site name"]}' }, missing: 'skip' })
 */
export const expressionOverrides = definePlugin({
  name: 'expression-overrides',
  options,
  // A device chooses what it sends, and so which record is found: an error of ours would be one that anybody could cause.
  reasonCodes: {
    EXPRESSION_PART_MISSING: policyCode(
      'What an expression refers to is absent, empty or there more than once.',
      "The detail names it: let the device send it, complete its record, or set `missing: 'skip'`.",
    ),
    EXPRESSION_VALUE_UNFIT: policyCode(
      'An expression gives no value that a parameter can have: over 4,096 characters, or not of visible characters.',
      'Look at what the device sent and at its certificate; bound its parameters with `parameter-rules`.',
    ),
  },
  build: ({ values, missing }) => {
    const expressions = Object.entries(values);
    const readsDevice = expressions.some(([, { readsDevice: reads }]) => reads);
    const asked = (request: ProvisioningRequest, facts: Facts): Asked =>
      readsDevice ? { request, device: facts.get(deviceRecord) } : { request };
    return {
      parameters: [...new Set(expressions.flatMap(([, { parameters }]) => parameters))],
      ...(readsDevice ? { facts: { needs: [deviceRecord] } } : {}),
      checks: {
        'values-composable': (request, { facts }) => {
          for (const [key, { compose }] of expressions) {
            const composed = compose(asked(request, facts));
            if (composed.kind === 'unfit') {
              return deny('EXPRESSION_VALUE_UNFIT', `"${key}": ${composed.why}`);
            }
            if (composed.kind === 'missing' && missing === 'deny') {
              return deny('EXPRESSION_PART_MISSING', `"${key}": ${composed.why}`);
            }
          }
          return notApplicable();
        },
      },
      overrides: {
        keys: expressions.map(([key]) => key),
        values: (request, { facts }) =>
          overrides(
            Object.fromEntries(
              expressions.flatMap(([key, { compose }]) => {
                const composed = compose(asked(request, facts));
                return composed.kind === 'text' ? [[key, composed.text]] : [];
              }),
            ),
          ),
      },
    };
  },
});
