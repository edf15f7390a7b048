import { pointerTo } from '../pointer.js';
import type { Template, TemplateFault, TemplateReading } from '../template.js';
import { readBody } from './body.js';
import { readDeviceConfiguration } from './device-configuration.js';
import { scopeOf } from './expressions.js';
import { readMappings } from './mappings.js';
import { readParameters } from './parameters.js';
import { quoted } from './quoted.js';
import { readResources } from './resources/resources.js';
import type { Report } from './scope.js';

const sections = ['Parameters', 'Mappings', 'Resources', 'DeviceConfiguration'];

/**
 * Reads a fleet provisioning template: all that can be known before a device asks. Every fault is told, in the order of
 * the reading; a template with one is no template. It is stricter than AWS IoT about what would be lost without a word:
 * keys that come twice, and members that nothing reads.
 *
 * @param body the JSON text, as `CreateProvisioningTemplate` takes it: at most 10,240 octets of UTF-8
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-template.html
 *
 * @example
 * const body = JSON.stringify({
 *   Parameters: { SerialNumber: { Type: 'String' } },
 *   Resources: {
 *     thing: { Type: 'AWS::IoT::Thing', Properties: { ThingName: { Ref: 'Serial' } } },
 *   },
 * });
 * const reading = readTemplate(body);
 * if (reading.kind === 'refused') {
 *   reading.faults.map(({ code, at }) => `${code} ${at}`); // ['PARAMETER_UNDECLARED /Resources/thing/Properties/ThingName/Ref']
 * }
 * reading.kind; // 'refused'
 */
export function readTemplate(body: string): TemplateReading {
  const faults: TemplateFault[] = [];
  const template = read(body, (code, at, message) => {
    faults.push({ code, at, message });
    return undefined;
  });
  return template !== undefined && faults.length === 0
    ? { kind: 'template', template }
    : { kind: 'refused', faults };
}

function read(body: string, report: Report): Template | undefined {
  const members = readBody(body, report);
  if (members === undefined) return undefined;
  for (const name of members.keys()) {
    if (sections.includes(name)) continue;
    const message = `There is no section ${quoted(name)}; the sections are ${sections.join(', ')}.`;
    report('SECTION_UNKNOWN', pointerTo('', name), message);
  }
  const parameters = readParameters(members.get('Parameters'), report);
  const mappings = readMappings(members.get('Mappings'), report);
  const scope = scopeOf({ parameters, mappings }, report);
  const deviceConfiguration = readDeviceConfiguration(members.get('DeviceConfiguration'), scope);
  if (!members.has('Resources')) {
    return report('SECTION_MISSING', '', 'The template has no Resources; add at least one.');
  }
  const resources = readResources(members.get('Resources'), scope);
  return { parameters, mappings, ...resources, deviceConfiguration };
}
