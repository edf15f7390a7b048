import type { Plugin, RecordOptions } from '@gangway/core';
import { checkOptions, type OptionRules } from './check-options.js';
import { assertPlugins } from './check-plugins.js';

/** What holds for a hook as a whole. */
export interface HookOptions extends RecordOptions {
  /** Parameters that only the hook may set: a device that sends one is denied. `AWS::*` always is. */
  readonly protectedKeys?: readonly string[];
  /**
   * The body of the provisioning template that calls the hook: every override key must be among its `Parameters`, and every
   * protected one.
   */
  readonly template?: TemplateBody;
}

/**
 * As much of a provisioning template as a hook is held to.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-template.html
 */
export interface TemplateBody {
  readonly Parameters?: Readonly<Record<string, unknown>>;
}

/** A hook as data: its plugins in order. `composeHook` makes it run. */
export interface HookDefinition {
  readonly plugins: readonly Plugin[];
  readonly options: HookOptions;
}

const isText = (value: unknown) => typeof value === 'string' && value !== '';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const rules: OptionRules = {
  protectedKeys: (keys) =>
    Array.isArray(keys) && keys.every(isText)
      ? undefined
      : 'must be an array of parameter names, none of them empty',
  template: (body) =>
    isObject(body) && (body.Parameters === undefined || isObject(body.Parameters))
      ? undefined
      : 'must be the body of a provisioning template, as an object',
  hashIdentifiersWith: (key) => (isText(key) ? undefined : 'must be a text that is not empty'),
};

/**
 * Defines a hook: what is asked, in the order in which it is asked.
 *
 * @param plugins made by their factories; the order of this array is the order of the checks
 * @throws CompositionError `PLUGIN_INVALID`, `OPTION_UNKNOWN`, `OPTION_INVALID`
 * @example
 * export default defineHook([eventIntegrity(), certificatePolicy()]);
 */
export function defineHook(plugins: readonly Plugin[], options: HookOptions = {}): HookDefinition {
  assertPlugins(plugins, 'defineHook');
  checkOptions('defineHook', options, rules);
  const { protectedKeys } = options;
  return Object.freeze({
    plugins: Object.freeze([...plugins]),
    options: Object.freeze({
      ...options,
      // A copy, so that what was checked is what holds.
      ...(protectedKeys === undefined ? {} : { protectedKeys: Object.freeze([...protectedKeys]) }),
    }),
  });
}
