import { readTemplate } from '@gangway/template';
import * as v from 'valibot';
import type { TemplateRow } from '../../account/rows.js';
import { invalidRequest } from '../service-error.js';

// Such a template registers devices by certificates of their own CA; the emulator keeps it and never evaluates it.
const jitpBody = v.pipe(v.string(), v.parseJson(), v.object({ Resources: v.object({}) }));

/**
 * Only a template that devices can register through is taken.
 *
 * @throws ServiceError with the first fault
 */
export function checkBody(type: TemplateRow['type'], body: string): void {
  if (type === 'JITP') {
    if (!v.is(jitpBody, body))
      throw invalidRequest('The template body is no object with Resources');
    return;
  }
  const reading = readTemplate(body);
  if (reading.kind === 'template') return;
  const [fault] = reading.faults;
  throw invalidRequest(
    `Invalid template body: ${fault === undefined ? 'it cannot be read' : `${fault.code} at "${fault.at}": ${fault.message}`}`,
  );
}
