import type { DoctorCode } from '@gangway/doctor';
import type { Damage } from '../damage.js';

/** One fault of a deployment, and the code by which alone it is to be found. */
export interface PlantedFault {
  readonly fault: string;
  readonly code: DoctorCode;
  readonly damage: Damage;
}
