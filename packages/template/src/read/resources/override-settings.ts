import { pointerTo } from '../../pointer.js';
import type { OverrideSetting } from '../../template.js';
import { kindOf, objectAt } from '../json.js';
import { quoted } from '../quoted.js';
import type { Report, Scope } from '../scope.js';
import type { DeclaredResource } from './declared-resource.js';

/** A property that has a setting, by each name that AWS's page writes it with. */
export interface Overridable<Property extends string> {
  readonly property: Property;
  readonly names: readonly string[];
  readonly merges: boolean;
}

const settings: readonly string[] = ['DO_NOTHING', 'REPLACE', 'FAIL', 'MERGE'];
const isSetting = (value: unknown): value is OverrideSetting =>
  typeof value === 'string' && settings.includes(value);

/**
 * What happens where the resource is there already.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-template.html#override-settings
 */
export function readOverrides<Property extends string>(
  { overrideSettings, at: resource }: DeclaredResource,
  known: readonly Overridable<Property>[],
  { report }: Scope,
): Readonly<Partial<Record<Property, OverrideSetting>>> {
  const at = pointerTo(resource, 'OverrideSettings');
  const read: Partial<Record<Property, OverrideSetting>> = Object.create(null);
  if (overrideSettings === undefined) return read;
  for (const [name, value] of objectAt(overrideSettings, at, report) ?? []) {
    const found = known.find(({ names }) => names.includes(name));
    const setting = settingOf(value, found, { name, at: pointerTo(at, name), report });
    if (found === undefined || setting === undefined) continue;
    if (read[found.property] !== undefined) {
      const message = `${found.names.join(' and ')} are one property; set it once.`;
      report('KEY_DOUBLED', pointerTo(at, name), message);
    }
    read[found.property] = setting;
  }
  return read;
}

function settingOf(
  value: unknown,
  overridable: Overridable<string> | undefined,
  { name, at, report }: { readonly name: string; readonly at: string; readonly report: Report },
): OverrideSetting | undefined {
  if (overridable === undefined) {
    const message = `${quoted(name)} has no override setting in this resource; remove it.`;
    return report('OVERRIDE_PROPERTY_UNKNOWN', at, message);
  }
  if (!isSetting(value)) {
    const shown = typeof value === 'string' ? quoted(value) : kindOf(value);
    const message = `The settings are ${settings.join(', ')}, not ${shown}.`;
    return report('OVERRIDE_SETTING_UNKNOWN', at, message);
  }
  if (value === 'MERGE' && !overridable.merges) {
    const message = `${overridable.property} cannot be merged; take DO_NOTHING, REPLACE or FAIL.`;
    return report('OVERRIDE_MERGE_UNSUPPORTED', at, message);
  }
  return value;
}
