// For an image's entry point. Apart from the rest of the package, so that no bundle looks for AWS's Lambda client.
export { inProcessHook } from '../hook-target/in-process-hook.js';
export { lifecycleRule } from '../presence/lifecycle-rule.js';
export { type EmulatorSetting, emulatorSettings } from './emulator-settings.js';
export {
  type RunEmulatorContainerOptions,
  runEmulatorContainer,
} from './run-emulator-container.js';
