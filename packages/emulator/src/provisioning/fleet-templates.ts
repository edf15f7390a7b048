import { readTemplate, type Template, type TemplateReading } from '@gangway/template';
import type { AccountStore } from '../account/account-store.js';
import type { TemplateRow } from '../account/rows.js';
import { refuse } from './refusals.js';

/** A template that a device may register through now. */
export interface FleetTemplate {
  readonly row: TemplateRow;
  readonly template: Template;
}

/**
 * Finds templates by name, each in its default version. A body is read once and not for each device.
 *
 * @returns a function that throws a Rejection where there is no such template, or none for this
 */
export function createFleetTemplates(store: AccountStore): (name: string) => FleetTemplate {
  const readings = new Map<string, { readonly body: string; readonly reading: TemplateReading }>();
  const readingOf = (name: string, body: string): TemplateReading => {
    const known = readings.get(name);
    if (known?.body === body) return known.reading;
    const reading = readTemplate(body);
    readings.set(name, { body, reading });
    return reading;
  };
  return (name) => {
    const row = store.templates.get(name);
    if (row === undefined) {
      readings.delete(name);
      throw refuse('TEMPLATE_UNKNOWN', 'there is no template of this name');
    }
    if (row.type !== 'FLEET_PROVISIONING') {
      throw refuse('TEMPLATE_NOT_FOR_FLEETS', `its type is ${row.type}`);
    }
    if (!row.enabled) throw refuse('TEMPLATE_DISABLED', 'it is not enabled');
    const reading = readingOf(name, bodyOf(row));
    if (reading.kind === 'template') return { row, template: reading.template };
    const [first] = reading.faults;
    throw refuse(
      'TEMPLATE_INVALID',
      first === undefined
        ? 'it cannot be read'
        : `${first.code} at "${first.at}": ${first.message}`,
    );
  };
}

function bodyOf({ versions, defaultVersionId }: TemplateRow): string {
  const version = versions.find(({ versionId }) => versionId === defaultVersionId);
  if (version !== undefined) return version.templateBody;
  throw refuse('TEMPLATE_INVALID', `it has no version ${defaultVersionId}, which is its default`);
}
