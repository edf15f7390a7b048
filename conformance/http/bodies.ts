import { anEvent } from '@gangway/testing';
import { fleet } from './fleet.js';

/** A body to send, and what the hook says to it. */
export interface AskedBody {
  readonly kind: string;
  readonly body: string;
  readonly wanted: Wanted;
}

export interface Wanted {
  readonly status: number;
  readonly body: string;
}

export const denied = '{"allowProvisioning":false,"parameterOverrides":{}}';
const allowed: Wanted = {
  status: 200,
  body: '{"allowProvisioning":true,"parameterOverrides":{"Site":"Oslo"}}',
};

/** An event of each device, and one in two that is refused. */
export const askedBodies = (): readonly AskedBody[] =>
  fleet.serials.flatMap((serialNumber, index) => {
    const event = anEvent({ serialNumber });
    const good = JSON.stringify(event);
    const odd: readonly AskedBody[] = [
      {
        kind: 'a device that is not listed',
        body: JSON.stringify({ ...event, parameters: { SerialNumber: `XX-${index}` } }),
        wanted: { status: 200, body: denied },
      },
      {
        kind: 'the id of another certificate',
        body: JSON.stringify({ ...event, certificateId: 'a'.repeat(64) }),
        wanted: { status: 200, body: denied },
      },
      { kind: 'half an event', body: good.slice(0, -20), wanted: { status: 400, body: denied } },
    ];
    const device: AskedBody = { kind: 'a device', body: good, wanted: allowed };
    return [device, ...odd.slice(index % 6, (index % 6) + 1)];
  });
