// What a device does, step by step, for programs that have their own plan of who comes when.
export {
  type ConnectionOptions,
  type DeviceConnection,
  type Dialect,
  openConnection,
} from '../mqtt/device-connection.js';
export { type DeviceKeys, makeDeviceKeys } from './device-keys.js';
export {
  createCertificate,
  type NewCertificate,
  type Registration,
  registerThing,
} from './provisioning-calls.js';
