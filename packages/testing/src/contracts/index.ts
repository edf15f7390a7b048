export { mutationsOf } from '../mutations.js';
export { certificateReaderContract } from './certificate-reader.js';
export { claimLedgerContract } from './claim-ledger.js';
export { clockContract } from './clock.js';
export { decisionSinkContract } from './decision-sink.js';
export { contractDevices, deviceRegistryContract } from './device-registry.js';
export { loggerContract } from './logger.js';
export { overrideSourceContract } from './override-source.js';
export { secretStoreContract } from './secret-store.js';
