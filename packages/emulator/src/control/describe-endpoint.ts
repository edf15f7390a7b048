import * as v from 'valibot';
import { defineOperation } from './operation.js';

/**
 * Where devices connect. AWS answers a name alone, as its ports are known; a port stands behind it here. Credential providers
 * and jobs are not emulated.
 *
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_DescribeEndpoint.html
 */
export const describeEndpoint = defineOperation({
  name: 'DescribeEndpoint',
  method: 'GET',
  path: '/endpoint',
  query: ['endpointType'],
  members: { endpointType: v.optional(v.picklist(['iot:Data-ATS', 'iot:Data'])) },
  run: ({ endpoint }) => ({ endpointAddress: endpoint() }),
});
