export type { Patience } from './device/rig.js';
export {
  type Fleet,
  type FleetDevice,
  type ImpostorKind,
  impostorKinds,
  type KeyKind,
  type RegisteringDevice,
} from './fleet.js';
export { fleetOf } from './fleet-of.js';
export { type GeneratedFleetOptions, generateFleet } from './generate-fleet.js';
export type { RehearsalOptions } from './rehearsal.js';
export { rehearse } from './rehearse.js';
export { renderPage } from './render/render-page.js';
export { type ReportPaint, type ReportTextOptions, renderReport } from './render/render-report.js';
export type {
  Percentiles,
  RehearsalProgress,
  RehearsalReport,
  Step,
  Verdict,
  WrongAnswer,
  WrongAnswerCode,
} from './report.js';
export { type TimedHook, timedHook } from './timed-hook.js';
