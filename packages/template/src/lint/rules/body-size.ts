import type { Found } from '../subject.js';

// https://docs.aws.amazon.com/iot/latest/apireference/API_CreateProvisioningTemplate.html
const bodyLimit = 10_240;
const nearly = 0.9 * bodyLimit;

/** A body that soon is too large; one that is has a fault of its own. */
export function bodySize(body: string): readonly Found[] {
  const octets = Buffer.byteLength(body);
  if (octets <= nearly || octets > bodyLimit) return [];
  return [
    {
      code: 'BODY_NEARLY_FULL',
      at: '',
      message: `The body has ${octets} of ${bodyLimit} octets. Leave out white space, or name a policy that is there instead of its document.`,
    },
  ];
}
