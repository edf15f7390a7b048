export type { AlarmsOption } from './alarms/alarms-option.js';
export { ClaimLifecycle, type ClaimLifecycleProps, type ProxiedHook } from './claim-lifecycle.js';
export { DeviceRegistryTable, type DeviceRegistryTableProps } from './device-registry-table.js';
export type { FunctionCode, FunctionProps } from './function/function-options.js';
export { type AlarmAction, HookAlarms, type HookAlarmsProps } from './hook-alarms.js';
export {
  type HookContainerProps,
  HookProxy,
  type HookProxyProps,
  type HookProxyTls,
} from './hook-proxy.js';
export { type SynthFaultCode, synthFaults } from './options/synth-faults.js';
export { PreProvisioningHook, type PreProvisioningHookProps } from './pre-provisioning-hook.js';
export { ProvisioningTemplate, type ProvisioningTemplateProps } from './provisioning-template.js';
export type { Environment, ForeignFunction, TemplateHook } from './template/template-hook.js';
