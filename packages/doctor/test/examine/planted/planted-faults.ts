import { alarmFaults } from './alarm-faults.js';
import { functionFaults } from './function-faults.js';
import { invokeFaults } from './invoke-faults.js';
import { lifecycleFaults } from './lifecycle-faults.js';
import type { PlantedFault } from './planted-fault.js';
import { roleFaults } from './role-faults.js';
import { tableFaults } from './table-faults.js';
import { templateFaults } from './template-faults.js';

/** Faults of a deployment, one at a time. */
export const plantedFaults: readonly PlantedFault[] = [
  ...templateFaults,
  ...invokeFaults,
  ...functionFaults,
  ...roleFaults,
  ...lifecycleFaults,
  ...alarmFaults,
  ...tableFaults,
];
