import {
  ClaimLedger,
  CompositionError,
  DecisionSink,
  nearest,
  type Plugin,
  type PortNeeds,
  type Provision,
  portName,
  type Token,
} from '@gangway/core';
import { stepsOf, withParts } from './walk.js';

/** A provision and the plugin that it came from. */
export interface NamedProvision extends Provision {
  readonly plugin: string;
  readonly owner: Plugin;
}

/** The ports of a hook: one provision each, but for decision sinks, which are collected. */
export interface PortTable {
  readonly single: ReadonlyMap<Token<unknown>, NamedProvision>;
  readonly sinks: readonly NamedProvision[];
}

// A composite repeats the provisions of its parts; the parts are who provides.
const provisionsOf = (plugins: readonly Plugin[]): readonly NamedProvision[] =>
  leavesOf(plugins).flatMap((owner) =>
    owner.provides.map((provision) => ({ ...provision, plugin: owner.name, owner })),
  );

/** The plugins that are no composites, each as often as it is listed. */
const leavesOf = (plugins: readonly Plugin[]): readonly Plugin[] =>
  plugins.flatMap(withParts).filter(({ parts }) => parts.length === 0);

/**
 * Decides who provides which port: replacements before plugins before defaults.
 *
 * @throws CompositionError `PORT_DOUBLED`, `REPLACEMENT_HAS_STEPS`, `REPLACEMENT_UNUSED`
 */
export function choosePorts(
  plugins: readonly Plugin[],
  replacements: readonly Plugin[],
  defaults: readonly Plugin[],
): PortTable {
  for (const { name, checks, overrideSources, intents } of replacements) {
    if (checks.length + overrideSources.length + intents.length === 0) continue;
    throw new CompositionError(
      'REPLACEMENT_HAS_STEPS',
      `The replacement "${name}" brings checks, overrides or intents. A replacement may only provide ports.`,
    );
  }
  const replaced = provisionsOf(replacements);
  const own = provisionsOf(plugins);
  refuseUnused(replaced, [...own, ...provisionsOf(defaults)], plugins);
  const layers = [replaced, own, provisionsOf(defaults)];
  const chosen = own.filter(({ fallback }) => fallback !== true);
  const brought = firstOfEachName(own.filter(({ fallback }) => fallback === true));
  return {
    single: singlePorts([replaced, chosen, brought, provisionsOf(defaults)]),
    sinks: chooseSinks(layers),
  };
}

/** Providers that several plugins bring along are made alike, so that the first serves for all. */
const firstOfEachName = (provisions: readonly NamedProvision[]): readonly NamedProvision[] =>
  provisions.filter(
    ({ plugin, token }, index) =>
      provisions.findIndex((other) => other.plugin === plugin && other.token === token) === index,
  );

function singlePorts(layers: readonly (readonly NamedProvision[])[]) {
  const chosen = new Map<Token<unknown>, NamedProvision>();
  for (const layer of layers) {
    const here = new Map<Token<unknown>, NamedProvision>();
    for (const provision of layer.filter(({ token }) => token !== DecisionSink)) {
      const other = here.get(provision.token);
      if (other !== undefined) {
        throw new CompositionError(
          'PORT_DOUBLED',
          `The port ${portName(provision.token)} is provided by "${other.plugin}" and by "${provision.plugin}". Keep one of them.`,
        );
      }
      here.set(provision.token, provision);
    }
    for (const [token, provision] of here) {
      if (!chosen.has(token)) chosen.set(token, provision);
    }
  }
  return chosen;
}

/** Sinks add up, and the default log with them, unless a plugin of its name is listed; a replacement takes all their places. */
function chooseSinks([
  replaced = [],
  own = [],
  defaults = [],
]: readonly (readonly NamedProvision[])[]) {
  const sinks = (layer: readonly NamedProvision[]) =>
    layer.filter(({ token }) => token === DecisionSink);
  if (sinks(replaced).length > 0) return sinks(replaced);
  const listed = new Set(sinks(own).map(({ plugin }) => plugin));
  return [...sinks(own), ...sinks(defaults).filter(({ plugin }) => !listed.has(plugin))];
}

function refuseUnused(
  replaced: readonly NamedProvision[],
  provided: readonly NamedProvision[],
  plugins: readonly Plugin[],
): void {
  const known = new Set<Token<unknown>>([
    ...provided.map(({ token }) => token),
    ...consumers(plugins, provided).map(({ token }) => token),
  ]);
  // A store provides more ports than every hook uses; one of them is reason enough to list it.
  const used = new Set(replaced.filter(({ token }) => known.has(token)).map(({ owner }) => owner));
  const unused = replaced.find(({ owner }) => !used.has(owner));
  if (unused === undefined) return;
  const names = unused.owner.provides.map(({ token }) => portName(token)).join(', ');
  throw new CompositionError(
    'REPLACEMENT_UNUSED',
    `The replacement "${unused.plugin}" provides ${names}, which nothing in the hook provides or needs.`,
  );
}

/** The part of a table that these ports are made of, and no sinks. */
export function portsFor(table: PortTable, tokens: readonly Token<unknown>[]): PortTable {
  const single = new Map<Token<unknown>, NamedProvision>();
  const take = (token: Token<unknown>): void => {
    const provision = table.single.get(token);
    if (provision === undefined || single.has(token)) return;
    single.set(token, provision);
    Object.values(provision.needs).forEach(take);
  };
  tokens.forEach(take);
  return { single, sinks: [] };
}

/**
 * The plugins that have something to do, composites taken apart, each once. Idle are those that only provide ports, of
 * which others were chosen for every one: they have nothing to prepare and need no permission.
 */
export function actingPlugins(plugins: readonly Plugin[], table: PortTable): readonly Plugin[] {
  const chosen = new Set([...table.single.values(), ...table.sinks].map(({ owner }) => owner));
  const acts = (plugin: Plugin) =>
    plugin.provides.length === 0 || chosen.has(plugin) || stepsOf(plugin).length > 0;
  return [...new Set(leavesOf(plugins))].filter(acts);
}

interface Consumer {
  readonly plugin: string;
  readonly token: Token<unknown>;
  readonly optional?: boolean;
}

const needsOf = (plugin: string, needs: PortNeeds): readonly Consumer[] =>
  Object.values(needs).map((token) => ({ plugin, token }));

/** The ports that the steps, preparations and probes of one plugin ask for, parts of composites included. */
export function stepNeeds(plugin: Plugin): readonly Consumer[] {
  const steps = stepsOf(plugin);
  return [
    ...steps.flatMap(({ plugin: name, make }) => [
      ...needsOf(name, make.needs),
      ...needsOf(name, make.wants ?? {}).map((need) => ({ ...need, optional: true })),
    ]),
    ...[...plugin.preparations, ...plugin.probes].flatMap(({ plugin: name, needs }) =>
      needsOf(name, needs),
    ),
    ...(plugin.intents.length > 0 ? [{ plugin: plugin.name, token: ClaimLedger }] : []),
  ];
}

function consumers(
  plugins: readonly Plugin[],
  provisions: Iterable<NamedProvision>,
): readonly Consumer[] {
  return [
    ...plugins.flatMap(stepNeeds),
    ...[...provisions].flatMap(({ plugin, needs }) => needsOf(plugin, needs)),
  ];
}

/**
 * Every need of those that act has a provider, and no port needs itself.
 *
 * @throws CompositionError `PORT_MISSING`, `PORT_CYCLE`
 */
export function assertPorts(plugins: readonly Plugin[], table: PortTable): void {
  const provisions = [...table.single.values(), ...table.sinks];
  for (const { plugin, token, optional } of consumers(plugins, provisions)) {
    if (optional === true || table.single.has(token)) continue;
    const name = portName(token);
    const near = nearest(name, [...table.single.keys()].map(portName));
    const hint = near === undefined ? 'List a plugin that provides it.' : `Did it mean ${near}?`;
    throw new CompositionError(
      'PORT_MISSING',
      `Plugin "${plugin}" needs the port ${name}, which no plugin provides. ${hint}`,
    );
  }
  for (const token of table.single.keys()) assertNoCycle(token, table, []);
}

function assertNoCycle(
  token: Token<unknown>,
  table: PortTable,
  path: readonly Token<unknown>[],
): void {
  if (path.includes(token)) {
    const circle = [...path.slice(path.indexOf(token)), token].map(portName).join(' → ');
    throw new CompositionError('PORT_CYCLE', `Ports need each other in a circle: ${circle}.`);
  }
  for (const next of Object.values(table.single.get(token)?.needs ?? {})) {
    assertNoCycle(next, table, [...path, token]);
  }
}
