import type { TextExpression } from '../expression.js';
import { pointerTo } from '../pointer.js';
import type { Template } from '../template.js';
import { objectAt, recordOf } from './json.js';
import type { Scope } from './scope.js';

/** What the device gets beside its thing name: names with texts, one level. */
export function readDeviceConfiguration(
  section: unknown,
  scope: Scope,
): Template['deviceConfiguration'] {
  const read: [string, TextExpression][] = [];
  const at = '/DeviceConfiguration';
  const members = section === undefined ? undefined : objectAt(section, at, scope.report);
  for (const [name, value] of members ?? []) {
    const expression = scope.text(value, pointerTo(at, name));
    if (expression !== undefined) read.push([name, expression]);
  }
  return recordOf(read);
}
