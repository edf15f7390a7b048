import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { FactUse } from '../domain/fact.js';
import type { ReasonCodes } from '../domain/outcome.js';
import type { ProvisioningRequest } from '../domain/request.js';
import type { Verdict } from '../domain/verdict.js';
import type { OverrideSource } from '../ports/override-source.js';
import type { Token } from '../ports/token.js';
import { withBrought } from './brought.js';
import { checkHead, checkParts } from './check-parts.js';
import { checkOptions, optionNames } from './options.js';
import type { Plugin, Provision } from './plugin.js';
import type { PluginHead, PluginParts, Step } from './plugin-parts.js';
import type { Check, Declared, IntentSource, PortNeeds, Ports, StepContext } from './steps.js';

/** What a factory tells of its plugins before any is made: for docs, editors and tools. */
export interface FactoryDescription {
  readonly pluginName: string;
  /** Names of the options; `undefined` when the schema does not tell them. */
  readonly optionNames: readonly string[] | undefined;
  readonly reasonCodes: ReasonCodes;
}

/** A plugin's factory: options in, plugin out. */
export type PluginFactory<Options> = (Record<never, never> extends Options
  ? (options?: Options) => Plugin
  : (options: Options) => Plugin) &
  FactoryDescription;

/**
 * Defines a plugin: what it is called, what it needs and gives as data, and how its steps are made from its options.
 *
 * Options are checked against their schema, strictly, when the factory is called.
 *
 * @param definition `options` is any Standard Schema that answers synchronously
 * @returns a factory that takes the options; it also tells `pluginName`, `optionNames` and `reasonCodes`
 * @throws CompositionError `PLUGIN_INVALID`; from the factory `OPTION_UNKNOWN`, `OPTION_INVALID`, and `PLUGIN_INVALID` for
 *   parts that are none
 * @see https://standardschema.dev
 * @example
 * const quietHours = definePlugin({
 *   name: 'quiet-hours',
 *   needs: { clock: Clock },
 *   build: () => ({
 *     checks: {
 *       'not-at-night': (_request, { ports }) =>
 *         new Date(ports.clock.now()).getUTCHours() < 6 ? deny('NIGHT', 'no provisioning before six') : permit(),
 *     },
 *   }),
 * });
 */
export function definePlugin<N extends PortNeeds, Schema extends StandardSchemaV1>(
  definition: PluginHead<N> & {
    readonly options: Schema;
    readonly build: (options: StandardSchemaV1.InferOutput<Schema>) => PluginParts<N>;
  },
): PluginFactory<StandardSchemaV1.InferInput<Schema>>;
export function definePlugin<N extends PortNeeds>(
  definition: PluginHead<N> & { readonly build: () => PluginParts<N> },
): (() => Plugin) & FactoryDescription;
export function definePlugin(
  definition: PluginHead<PortNeeds> & {
    readonly options?: StandardSchemaV1;
    readonly build: (options: unknown) => PluginParts<PortNeeds>;
  },
): ((options?: unknown) => Plugin) & FactoryDescription {
  checkHead(definition, ['name', 'build']);
  const { name, options: schema, reasonCodes = {} } = definition;
  const factory = (options?: unknown) =>
    toPlugin(definition, definition.build(checkOptions(name, schema, options)));
  return Object.freeze(
    Object.assign(factory, {
      pluginName: name,
      optionNames: schema === undefined ? [] : optionNames(schema),
      reasonCodes,
    }),
  );
}

function toPlugin(head: PluginHead<PortNeeds>, parts: PluginParts<PortNeeds>): Plugin {
  checkParts(head.name, parts);
  const pluginName = parts.instance === undefined ? head.name : `${head.name}:${parts.instance}`;
  const needs = head.needs ?? {};
  const facts = bothUses(head.facts, parts.facts);
  const declare = <Answer, T>(
    name: string,
    step: Step<PortNeeds, Answer>,
    adapt: (
      run: (request: ProvisioningRequest, context: StepContext) => Answer | Promise<Answer>,
    ) => T,
  ): Declared<T> => ({
    kind: 'step',
    plugin: pluginName,
    name,
    facts,
    conditions: [],
    make: {
      needs,
      create: (ports) => adapt((request, context) => step(request, { ...context, ports })),
    },
  });
  const { overrides, intents, prepare, probe, brings = [] } = parts;
  const own = Object.freeze({
    name: pluginName,
    provides: parts.provides ?? [],
    checks: Object.entries(parts.checks ?? {}).map(([name, step]) =>
      declare(name, step, (run): Check => run),
    ),
    overrideSources:
      overrides === undefined
        ? []
        : [
            {
              ...declare(pluginName, overrides.values, (run): OverrideSource => ({ values: run })),
              keys: overrides.keys,
              sameForAll: overrides.sameForAll ?? false,
            },
          ],
    intents:
      intents === undefined ? [] : [declare(pluginName, intents, (run): IntentSource => run)],
    preparations:
      prepare === undefined
        ? []
        : [
            {
              plugin: pluginName,
              needs,
              prepare: (ports, signal) => prepare({ ports, signal }),
            },
          ],
    probes:
      probe === undefined
        ? []
        : [{ plugin: pluginName, needs, probe: (ports, signal) => probe({ ports, signal }) }],
    reasonCodes: head.reasonCodes ?? {},
    ...dataOf(parts),
    parts: [],
  } satisfies Plugin);
  return brings.length === 0 ? own : withBrought(own, brings);
}

/** What a plugin tells of itself, for whoever deploys, lints or rehearses; nothing runs by it. */
const dataOf = (parts: PluginParts<PortNeeds>) => ({
  parameters: parts.parameters ?? [],
  freshParameters: parts.freshParameters ?? [],
  permissions: parts.permissions ?? [],
  ...(parts.presence === true ? { presence: true } : {}),
  ...toldIn(parts),
});

/** What a plugin need not tell, where it does. */
const toldIn = ({
  attributes,
  templates,
  commitPermissions,
  lifecyclePermissions,
  secrets,
  secretPermissions,
}: PluginParts<PortNeeds>) => ({
  ...(attributes === undefined ? {} : { attributes }),
  ...(templates === undefined ? {} : { templates }),
  ...(commitPermissions === undefined ? {} : { commitPermissions }),
  ...(lifecyclePermissions === undefined ? {} : { lifecyclePermissions }),
  ...(secrets === undefined ? {} : { secrets }),
  ...(secretPermissions === undefined ? {} : { secretPermissions }),
});

/** What the head says of every plugin of a kind, and what the options of this one add. */
function bothUses(head: FactUse = {}, parts: FactUse = {}): FactUse {
  const uses = (['gives', 'needs', 'wants'] as const)
    .filter((use) => use in head || use in parts)
    .map((use) => [use, [...(head[use] ?? []), ...(parts[use] ?? [])]]);
  return Object.fromEntries(uses);
}

/**
 * Says that a plugin implements a port.
 *
 * @example
 * const nightlyRegistry = definePlugin({
 *   name: 'nightly-registry',
 *   build: () => ({
 *     provides: [
 *       provide(DeviceRegistry, { clock: Clock }, ({ clock }) => ({
 *         async find(id) {
 *           const asleep = new Date(clock.now()).getUTCHours() < 6;
 *           return asleep ? undefined : { id, state: 'expected', attributes: {} };
 *         },
 *       })),
 *     ],
 *   }),
 * });
 */
export function provide<T, N extends PortNeeds>(
  token: Token<T>,
  needs: N,
  create: (ports: Ports<N>) => T,
): Provision<T> {
  return Object.freeze({ token, needs, create: create as Provision<T>['create'] });
}

/**
 * A check as a plain function, ready to be listed in a hook.
 *
 * @param name kebab-case; names the plugin and its one check
 * @throws CompositionError `PLUGIN_INVALID`
 * @example
 * defineCheck('site-open', (request) =>
 *   request.parameters.Site === 'closed' ? deny('SITE_CLOSED', 'this site takes no devices') : permit(),
 * )
 */
export function defineCheck<N extends PortNeeds>(
  name: string,
  check: Step<N, Verdict>,
  head: Omit<PluginHead<N>, 'name'> = {},
): Plugin {
  const named = { ...head, name };
  checkHead(named);
  return toPlugin(named as PluginHead<PortNeeds>, {
    checks: { [name]: check as Step<PortNeeds, Verdict> },
  });
}
