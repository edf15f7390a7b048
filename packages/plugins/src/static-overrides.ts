import { definePlugin, overrides } from '@gangway/core';
import * as v from 'valibot';
import { isPlainRecord, parameterName, parameterValue } from './text/parameter-name.js';

const options = v.strictObject({
  /** Override values by parameter name. */
  values: v.pipe(
    v.custom<Readonly<Record<string, string>>>(isPlainRecord, 'must be an object of texts'),
    v.record(parameterName, parameterValue),
    v.check((values) => Object.keys(values).length > 0, 'give at least one value'),
  ),
});

/**
 * Gives every permitted device the same parameter values. Not for secrets: what stands in the source is none.
 *
 * @example staticOverrides({ values: { Site: 'Oslo' } })
 */
export const staticOverrides = definePlugin({
  name: 'static-overrides',
  options,
  build: ({ values }) => ({
    overrides: { keys: Object.keys(values), sameForAll: true, values: () => overrides(values) },
  }),
});
