import type { TemplateRow } from '../../account/rows.js';
import { invalidRequest } from '../service-error.js';

/** @throws ServiceError when it is no template */
export function checkBody(_type: TemplateRow['type'], body: string): void {
  let content: unknown;
  try {
    content = JSON.parse(body);
  } catch {
    // It is refused with whatever else is no object.
  }
  if (typeof Object(content).Resources !== 'object') {
    throw invalidRequest('The template body is no JSON object with Resources');
  }
}
