import { pointerTo } from '../pointer.js';
import type { Template } from '../template.js';
import { kindOf, objectAt, recordOf } from './json.js';
import { onlyKnown } from './only-known.js';
import { quoted } from './quoted.js';
import type { Report } from './scope.js';

/**
 * The parameter that AWS IoT itself gives every evaluation: the id of the device's new certificate. It need not be
 * declared.
 */
export const certificateIdParameter = 'AWS::IoT::Certificate::Id';

export function readParameters(section: unknown, report: Report): Template['parameters'] {
  if (section === undefined) return recordOf([]);
  const members = objectAt(section, '/Parameters', report);
  return recordOf(
    [...(members ?? [])].map(([name, value]) => {
      const at = pointerTo('/Parameters', name);
      return [name, { at, ...readParameter(name, value, at, report) }] as const;
    }),
  );
}

function readParameter(
  name: string,
  value: unknown,
  at: string,
  report: Report,
): { readonly default?: string } {
  const members = objectAt(value, at, report);
  if (members === undefined) return {};
  onlyKnown(members, ['Type', 'Default'], at, report);
  if (members.get('Type') !== 'String') {
    const message = `The parameter ${quoted(name)} must have "Type": "String".`;
    report('PARAMETER_TYPE_UNKNOWN', members.has('Type') ? pointerTo(at, 'Type') : at, message);
  }
  if (!members.has('Default')) return {};
  const preset = members.get('Default');
  if (typeof preset === 'string') return { default: preset };
  const message = `A default is a text, not ${kindOf(preset)}; put it in quotes.`;
  report('TEXT_EXPECTED', pointerTo(at, 'Default'), message);
  return {};
}
