export type { IotCertificate } from './iot-certificates.js';
export type { IotFault, IotFaultTerms } from './iot-faults.js';
export { type IotServer, type IotServerOptions, startIotServer } from './iot-server.js';
export type { IotThing } from './iot-things.js';
export type { IotOperation } from './iot-wire.js';
