import type { PreProvisioningEvent, PreProvisioningResponse } from '@gangway/core';
import type { IoTPreProvisioningHookEvent, IoTPreProvisioningHookResult } from 'aws-lambda';
import { expect } from 'chai';

// The compiler is the test here: each line fails to build when the types drift apart.
type Assignable<From, To> = From extends To ? true : never;
const eventThere: Assignable<PreProvisioningEvent, IoTPreProvisioningHookEvent> = true;
const eventBack: Assignable<IoTPreProvisioningHookEvent, PreProvisioningEvent> = true;
const responseThere: Assignable<PreProvisioningResponse, IoTPreProvisioningHookResult> = true;
const responseBack: Assignable<IoTPreProvisioningHookResult, PreProvisioningResponse> = true;

describe('the wire types', () => {
  it('are assignable both ways with those of @types/aws-lambda', () => {
    expect([eventThere, eventBack, responseThere, responseBack]).to.deep.equal([
      true,
      true,
      true,
      true,
    ]);
  });
});
