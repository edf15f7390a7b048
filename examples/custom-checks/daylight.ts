// A check as a class: the container makes it and injects the clock.
import { type CheckClass, classCheck } from '@gangway/composition';
import { Clock, deny, permit, policyCode } from '@gangway/core';
import { inject, injectable } from 'inversify';

@injectable()
class Daylight implements CheckClass {
  constructor(@inject(Clock) private readonly clock: Clock) {}

  check() {
    const hour = new Date(this.clock.now()).getUTCHours();
    return hour >= 6 && hour < 20 ? permit() : deny('FACTORY_CLOSED', `it is ${hour}:00 UTC`);
  }
}

export const daylight = () =>
  classCheck('daylight', Daylight, {
    reasonCodes: {
      FACTORY_CLOSED: policyCode(
        'Devices come aboard between six and twenty hours UTC only.',
        'Try again by day; look who provisions at night.',
      ),
    },
  });
