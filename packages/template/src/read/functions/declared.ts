import { quoted } from '../quoted.js';
import type { Scope } from '../scope.js';

/** Whether a parameter is declared, or given by AWS IoT; it is reported where neither is so. */
export function isDeclared(name: string, at: string, { parameters, report }: Scope): boolean {
  if (parameters.has(name)) return true;
  const message = `${quoted(name)} is not a parameter of this template; declare it under Parameters.`;
  report('PARAMETER_UNDECLARED', at, message);
  return false;
}
