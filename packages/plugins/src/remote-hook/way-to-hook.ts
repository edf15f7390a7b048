import type { Permission } from '@gangway/core';
import { regionOf, resourceOf } from './function-name.js';
import { httpCall } from './http-call.js';
import { lambdaCall } from './lambda-call.js';
import type { Rules } from './options.js';
import { callProcess } from './process/call-process.js';
import type { RemoteCall } from './remote-call.js';

/** How the other hook is called, and what that needs at AWS. */
export interface WayToHook {
  readonly remote: RemoteCall;
  readonly permissions: readonly Permission[];
}

export function wayToHook({ lambda, command, url, fetch = globalThis.fetch }: Rules): WayToHook {
  if (lambda !== undefined) {
    const { functionName, qualifier, region = regionOf(functionName) } = lambda;
    const resource = resourceOf(functionName, qualifier, region);
    return {
      remote: lambdaCall(lambda),
      permissions: [{ action: 'lambda:InvokeFunction', resource }],
    };
  }
  if (command !== undefined) return { remote: callProcess(command), permissions: [] };
  // The options' check lets no other case through.
  if (url === undefined) throw new TypeError('remote-hook: no way to another hook is given.');
  return { remote: httpCall(new URL(url), fetch), permissions: [] };
}
