export { type CallId, type CallPurpose, newCallId, parseCallId } from './call-id.js';
export { type HopKey, readHopKey } from './hop-key.js';
export { hopTiming, isWithinWindow } from './hop-timing.js';
export { type HopKeyRing, type HopKeySource, type HopKeys, hopKeyRing } from './key-ring.js';
export { type KeysInFileOptions, keysInFile } from './keys-in-file.js';
export { keysInText } from './keys-in-text.js';
export { type HopSignature, readSignature, type SignatureFault } from './read-signature.js';
export { type SecretKeys, type SecretKeysOptions, secretKeys } from './secret-keys.js';
export {
  type HopHeaders,
  type Signed,
  signCall,
  signReply,
  verifyCall,
  verifyReply,
} from './signing.js';
