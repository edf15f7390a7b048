import type { Operation } from './operation.js';
import { templateOperations } from './templates/template-operations.js';
import { templateVersionOperations } from './templates/template-version-operations.js';

/** Every operation that the control plane has, in the order of its page. */
export const operations: readonly Operation[] = Object.freeze([
  ...templateOperations,
  ...templateVersionOperations,
]);
