import type { FailurePolicy, Monitor, Permission, Plugin, ReasonCodes } from '@gangway/core';
import { portName } from '@gangway/core';
import type { HookOptions } from './define-hook.js';
import { permissionsIn } from './describe-permissions.js';
import { templatesLetThrough } from './describe-templates.js';
import { actingPlugins, type PortTable, stepNeeds } from './wiring/ports.js';
import { checkSteps, decidingParts, sourceSteps, stepsOf, withParts } from './wiring/walk.js';

/** One plugin of a hook, as data. */
export interface PluginDescription {
  readonly name: string;
  readonly checks: readonly string[];
  readonly needs: readonly string[];
  readonly provides: readonly string[];
  readonly facts: {
    readonly gives: readonly string[];
    readonly needs: readonly string[];
    readonly wants: readonly string[];
  };
  readonly parameters: readonly string[];
  /** Those of them that a device makes anew for each request. */
  readonly freshParameters: readonly string[];
  /** There where it reads attributes of the device's record, and tells which. */
  readonly attributes?: readonly string[];
  /** There where it lets requests through some templates alone: their ARNs. */
  readonly templates?: readonly string[];
  readonly overrideKeys: readonly string[];
  readonly intents: boolean;
  readonly reasonCodes: readonly string[];
  readonly permissions: readonly Permission[];
  /** There, and true, where it relies on presence events reaching the store. */
  readonly presence?: boolean;
  /** There where the plugins inside are monitored: for what share of the devices they decide, and the time they have. */
  readonly monitor?: { readonly share: number; readonly timeoutMs: number };
  /** There where the override sources inside do not simply deny when they fail. */
  readonly onFailure?: FailurePolicy;
  /** The plugins inside a composite. */
  readonly parts: readonly PluginDescription[];
}

/** A hook as data: for IAM, for the template lint, for docs, for the operator. */
export interface HookDescription {
  readonly plugins: readonly PluginDescription[];
  /** Which plugin provides each port. */
  readonly ports: Readonly<Record<string, string>>;
  readonly decisionSinks: readonly string[];
  /** Device parameters that some plugin reads. */
  readonly parameters: readonly string[];
  /** Keys that some plugin may set; those of plugins that never decide are not among them. */
  readonly overrideKeys: readonly string[];
  readonly protectedKeys: readonly string[];
  readonly permissions: readonly Permission[];
  /** ARNs of the only templates through which anybody is let in; absent where no plugin that is asked about each request tells. */
  readonly templates?: readonly string[];
  readonly reasonCodes: ReasonCodes;
}

export function describeHook(
  plugins: readonly Plugin[],
  replacements: readonly Plugin[],
  table: PortTable,
  reasonCodes: ReasonCodes,
  options: HookOptions,
): HookDescription {
  // What a replaced provider would have been permitted is not asked for.
  const acting = actingPlugins([...plugins, ...replacements], table);
  const permissionsOf = permissionsIn(acting);
  const every = plugins.flatMap(withParts);
  const templates = templatesLetThrough(plugins);
  return frozenCopy({
    plugins: plugins.map((plugin) => describePlugin(plugin, permissionsOf)),
    ports: Object.fromEntries(
      [...table.single].map(([token, { plugin }]) => [portName(token), plugin]),
    ),
    decisionSinks: table.sinks.map(({ plugin }) => plugin),
    parameters: unique(every.flatMap(({ parameters }) => parameters)),
    overrideKeys: unique(keysOf(plugins.flatMap(decidingSources))),
    protectedKeys: ['AWS::*', ...(options.protectedKeys ?? [])],
    permissions: acting.flatMap(permissionsOf),
    ...(templates === undefined ? {} : { templates }),
    reasonCodes,
  });
}

function describePlugin(
  plugin: Plugin,
  permissionsOf: (plugin: Plugin) => readonly Permission[],
): PluginDescription {
  const steps = stepsOf(plugin);
  const facts = (use: 'gives' | 'needs' | 'wants') =>
    unique(steps.flatMap((step) => step.facts[use] ?? []).map(({ name }) => name));
  return {
    name: plugin.name,
    checks: plugin.checks.flatMap(checkSteps).map(({ name }) => name),
    needs: unique(stepNeeds(plugin).map(({ token }) => portName(token))),
    provides: plugin.provides.map(({ token }) => portName(token)),
    facts: { gives: facts('gives'), needs: facts('needs'), wants: facts('wants') },
    parameters: plugin.parameters,
    freshParameters: plugin.freshParameters,
    ...(plugin.attributes === undefined ? {} : { attributes: plugin.attributes }),
    ...(plugin.templates === undefined ? {} : { templates: plugin.templates }),
    overrideKeys: unique(keysOf(plugin.overrideSources)),
    intents: plugin.intents.length > 0,
    reasonCodes: Object.keys(plugin.reasonCodes),
    permissions: permissionsOf(plugin),
    ...(plugin.presence === undefined ? {} : { presence: plugin.presence }),
    ...(plugin.monitor === undefined ? {} : { monitor: monitorOf(plugin.monitor) }),
    ...(plugin.onFailure === undefined ? {} : { onFailure: plugin.onFailure }),
    parts: plugin.parts.map((part) => describePlugin(part, permissionsOf)),
  };
}

const monitorOf = ({ share, timeoutMs }: Monitor) => ({ share, timeoutMs });

/** The sources of what is listed, and of the parts of composites, without those that never decide. */
const decidingSources = (plugin: Plugin): Plugin['overrideSources'] =>
  decidingParts(plugin)
    .filter(({ parts }) => parts.length === 0)
    .flatMap(({ overrideSources }) => overrideSources);

const keysOf = (sources: Plugin['overrideSources']): readonly string[] =>
  sources.flatMap(sourceSteps).flatMap(({ keys }) => keys);

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

/** All who ask get the same object, so none may change it; and what plugins were made of stays their own. */
function frozenCopy<T>(data: T): T {
  if (typeof data !== 'object' || data === null) return data;
  const copy: unknown = Array.isArray(data)
    ? data.map(frozenCopy)
    : Object.fromEntries(Object.entries(data).map(([name, value]) => [name, frozenCopy(value)]));
  return Object.freeze(copy) as T;
}
