export { type AlarmAction, HookAlarms, type HookAlarmsProps } from './hook-alarms.js';
