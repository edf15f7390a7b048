import type { HookDescription, PluginDescription } from '@gangway/composition';
import type { Paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import { table } from '../terminal/table.js';

/** A hook as text for a terminal. */
export function renderDescription(description: HookDescription, paint: Paint): string {
  const section = (title: string, lines: readonly string[]): readonly string[] => [
    paint.strong(title),
    ...(lines.length === 0 ? [`  ${paint.faint('none')}`] : lines.map((line) => `  ${line}`)),
    '',
  ];
  const lines = [
    ...section(
      'plugins, in order',
      description.plugins.flatMap((plugin) => pluginLines(plugin, paint)),
    ),
    ...section('ports', table(Object.entries(description.ports).map((row) => row.map(printable)))),
    ...section('decision sinks', description.decisionSinks.map(printable)),
    ...section('parameters that it reads', description.parameters.map(printable)),
    ...section('override keys that it sets', description.overrideKeys.map(printable)),
    ...section('parameters that a device may not send', description.protectedKeys.map(printable)),
    ...section(
      'permissions',
      description.permissions.map((permission) => printable(JSON.stringify(permission))),
    ),
    ...section('reason codes', codeLines(description, paint)),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function pluginLines(plugin: PluginDescription, paint: Paint): readonly string[] {
  const told: readonly (readonly [string, readonly string[]])[] = [
    ['checks', plugin.checks],
    ['gives facts', plugin.facts.gives],
    ['needs facts', plugin.facts.needs],
    ['uses facts', plugin.facts.wants],
    ['needs ports', plugin.needs],
    ['provides ports', plugin.provides],
    ['reads', plugin.parameters],
    ['overrides', plugin.overrideKeys],
    ['lets through', plugin.templates ?? []],
    ['intents', plugin.intents ? ['yes'] : []],
  ];
  return [
    printable(plugin.name),
    ...(plugin.monitor === undefined
      ? []
      : [`  ${paint.faint('decides')} ${decidesFor(plugin.monitor)}`]),
    ...told
      .filter(([, names]) => names.length > 0)
      .map(([what, names]) => `  ${paint.faint(what)} ${printable(names.join(', '))}`),
    ...plugin.parts.flatMap((part) => pluginLines(part, paint)).map((line) => `  ${line}`),
  ];
}

const decidesFor = ({ share, timeoutMs }: NonNullable<PluginDescription['monitor']>): string => {
  const of = share === 0 ? 'for no device' : `for a share of ${share} of the devices`;
  return `${of}; monitored for ${timeoutMs} ms at most elsewhere`;
};

/** The codes of the hook's own plugins; core's stand in every hook, and in docs/reason-codes.md. */
function codeLines({ plugins, reasonCodes }: HookDescription, paint: Paint): readonly string[] {
  const own = plugins.flatMap(codesOf).toSorted();
  return table([
    ...[...new Set(own)].map((code) => [
      printable(code),
      paint.faint(reasonCodes[code]?.class ?? ''),
      printable(reasonCodes[code]?.meaning ?? ''),
    ]),
    ["core's", '', `${Object.keys(reasonCodes).length - new Set(own).size} codes, in --json`],
  ]);
}

const codesOf = (plugin: PluginDescription): readonly string[] => [
  ...plugin.reasonCodes,
  ...plugin.parts.flatMap(codesOf),
];
