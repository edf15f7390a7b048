import { limits } from '../domain/limits.js';
import { CompositionError } from '../gangway-error.js';
import { nearest } from './nearest.js';

/** Says what is wrong with a part, or nothing. */
type Rule = (value: unknown) => string | undefined;

const isText = (value: unknown): value is string => typeof value === 'string';
const isFunction: Rule = (value) => (typeof value === 'function' ? undefined : 'is no function');

const isSwitch: Rule = (value) =>
  typeof value === 'boolean' ? undefined : 'is neither true nor false';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf =
  (isItem: (item: unknown) => boolean, what: string): Rule =>
  (value) =>
    Array.isArray(value) && value.every(isItem) ? undefined : `is not an array of ${what}`;

const headRules: Readonly<Record<string, Rule>> = {
  name: (name) => (isText(name) && name !== '' ? undefined : 'is not a text, or is empty'),
  needs: (needs) =>
    isObject(needs) && Object.values(needs).every((token) => typeof token === 'symbol')
      ? undefined
      : 'is not an object of ports by name',
  facts: (facts) => (isObject(facts) ? faultIn(facts, factRules) : 'is no object'),
  reasonCodes: (codes) =>
    isObject(codes) && Object.values(codes).every(isReasonCode)
      ? undefined
      : 'is not an object of policyCode(...) and errorCode(...) by name',
  options: () => undefined,
  build: isFunction,
};

const facts = listOf((key) => isObject(key) && isText(key.name), 'facts, as defineFact makes them');
const factRules: Readonly<Record<string, Rule>> = { gives: facts, needs: facts, wants: facts };

const permissions = listOf(
  (item) => isObject(item) && isText(item.action) && isText(item.resource),
  'objects of action and resource',
);

const partRules: Readonly<Record<string, Rule>> = {
  instance: (name) =>
    isText(name) && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) ? undefined : 'is not in kebab-case',
  provides: listOf(
    (item) =>
      isObject(item) &&
      typeof item.token === 'symbol' &&
      isObject(item.needs) &&
      typeof item.create === 'function',
    'what provide(...) makes',
  ),
  checks: (checks) => {
    if (!isObject(checks)) return 'is not an object of functions by name';
    const wrong = Object.entries(checks).find(
      ([name, check]) => name === '' || typeof check !== 'function',
    );
    return wrong === undefined
      ? undefined
      : `holds ${JSON.stringify(wrong[0])}, which is no function with a name`;
  },
  overrides: (overrides) =>
    isObject(overrides)
      ? faultIn(overrides, overrideRules, ['keys', 'values'])
      : 'is not an object of keys and values',
  intents: isFunction,
  prepare: isFunction,
  probe: isFunction,
  parameters: listOf(isText, 'texts'),
  freshParameters: listOf(isText, 'texts'),
  attributes: listOf(isText, 'texts'),
  templates: listOf(isText, 'texts'),
  facts: (facts) => (isObject(facts) ? faultIn(facts, factRules) : 'is no object'),
  permissions,
  commitPermissions: permissions,
  lifecyclePermissions: permissions,
  secrets: listOf(isText, 'texts'),
  secretPermissions: isFunction,
  presence: isSwitch,
  brings: listOf(
    (item) =>
      isObject(item) &&
      Array.isArray(item.provides) &&
      [item.checks, item.overrideSources, item.intents, item.parts].every(
        (steps) => Array.isArray(steps) && steps.length === 0,
      ),
    'plugins that only provide ports',
  ),
};

const overrideRules: Readonly<Record<string, Rule>> = {
  keys: (keys) => {
    if (!Array.isArray(keys)) return 'is not an array of texts';
    const at = keys.findIndex((key) => !isOverrideKey(key));
    return at === -1
      ? undefined
      : `holds ${JSON.stringify(keys[at]) ?? 'undefined'}, which no hook may set`;
  },
  values: isFunction,
  sameForAll: isSwitch,
};

/** The keys that the response may carry; the pipeline would deny every other one, request by request. */
const isOverrideKey = (key: unknown): boolean =>
  isText(key) &&
  key !== '' &&
  key !== '__proto__' &&
  !key.startsWith('AWS::') &&
  key.length <= limits.parameterNameLength;

function isReasonCode(code: unknown): boolean {
  return isObject(code) && (code.class === 'DENY_POLICY' || code.class === 'DENY_ERROR');
}

/**
 * What a plugin says of itself is checked when it is made: a mistyped `check` beside `checks` is a question that nobody
 * asks, and so a door left open.
 *
 * @param required what may not be left out
 * @throws CompositionError `PLUGIN_INVALID`
 */
export function checkHead(head: unknown, required: readonly string[] = ['name']): void {
  if (!isObject(head)) throw invalid('A plugin is defined by an object.');
  const fault = faultIn(head, headRules, required);
  if (fault !== undefined) throw invalid(`Plugin ${JSON.stringify(head.name)}: it ${fault}.`);
}

/**
 * The same for what its `build` answered.
 *
 * @throws CompositionError `PLUGIN_INVALID`
 */
export function checkParts(plugin: string, parts: unknown): void {
  if (!isObject(parts) || 'then' in parts) {
    const what = isObject(parts) ? 'a promise' : String(parts);
    throw invalid(`Plugin "${plugin}": its build answered ${what} and not an object of parts.`);
  }
  const fault = faultIn(parts, partRules);
  if (fault !== undefined) throw invalid(`Plugin "${plugin}": what its build answered ${fault}.`);
}

function faultIn(
  given: Readonly<Record<string, unknown>>,
  rules: Readonly<Record<string, Rule>>,
  required: readonly string[] = [],
): string | undefined {
  const known = Object.keys(rules);
  for (const [name, value] of Object.entries(given)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) {
      const right = nearest(name, known);
      const hint = right === undefined ? `known: ${known.join(', ')}` : `did you mean "${right}"?`;
      return `has an unknown "${name}" (${hint})`;
    }
    const fault = value === undefined ? undefined : rule(value);
    if (fault !== undefined) return `has "${name}", which ${fault}`;
  }
  const missing = required.find((name) => given[name] === undefined);
  return missing === undefined ? undefined : `lacks "${missing}"`;
}

const invalid = (message: string) => new CompositionError('PLUGIN_INVALID', message);
