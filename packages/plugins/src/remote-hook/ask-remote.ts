import {
  type Clock,
  type PreProvisioningEvent,
  type ProvisioningRequest,
  timing,
} from '@gangway/core';
import { type HookAnswer, readHookAnswer } from './read-hook-answer.js';
import { remoteHookError } from './reason-codes.js';
import type { RemoteCall } from './remote-call.js';

interface Asking {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/**
 * Asks another hook about a request, once, and only with time enough for its answer to be of use: half a second before the
 * deadline no later step could act on it, and the other hook may do more than answer.
 *
 * @throws PortError with one of the codes REMOTE_HOOK_*
 */
export async function askRemote(
  remote: RemoteCall,
  request: ProvisioningRequest,
  { clock, signal, timeoutMs }: Asking,
): Promise<HookAnswer> {
  const now = clock.now();
  const leftMs = Math.min(timeoutMs, request.deadline - timing.commitReserveMs - now);
  if (!(leftMs > 0)) throw remoteHookError('timeout', 'no time was left to ask; it was not asked');
  const late = Promise.withResolvers<never>();
  const controller = new AbortController();
  const cancel = clock.after(leftMs, () => {
    const error = remoteHookError('timeout', `no answer within ${Math.round(leftMs)} ms`);
    late.reject(error);
    controller.abort(error);
  });
  try {
    const answered = remote.invoke(eventOf(request), {
      signal: AbortSignal.any([signal, controller.signal]),
      deadline: now + leftMs,
    });
    return readHookAnswer(await Promise.race([answered, late.promise]));
  } finally {
    cancel();
  }
}

/** The object that AWS IoT sends, as the request was made of it. */
function eventOf(request: ProvisioningRequest): string {
  const event: PreProvisioningEvent = {
    claimCertificateId: request.claimCertificateId,
    certificateId: request.certificateId,
    certificatePem: request.certificatePem,
    templateArn: request.template.arn,
    clientId: request.clientId,
    parameters: request.parameters,
  };
  return JSON.stringify(event);
}
