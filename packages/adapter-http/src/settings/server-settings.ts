import type { LogLevel } from '@gangway/core';
import type { HopKeys } from '@gangway/hop';
import type { Insecure } from '../gate/create-gate.js';
import { oneOf, someText } from '../option-rule.js';
import { serverDefaults } from '../server-defaults.js';
import { serverRules } from '../server-rules.js';
import { keysSetting, numberSetting, type Setting, textSetting } from './setting.js';

/**
 * The settings of a server, as a hook file may export them by the name of `serve`. They are those of {@link serve}, but for
 * `host`, `keysFile` and `logLevel`.
 */
export interface ServerSettings {
  /** 8080 unless given. */
  readonly port?: number;
  /** Address to listen on, 127.0.0.1 unless given. */
  readonly host?: string;
  /** File with the keys of the hop; it is read again when it has changed. */
  readonly keysFile?: string;
  readonly keys?: HopKeys;
  readonly insecure?: Insecure;
  readonly replayLimit?: number;
  readonly bodyLimit?: number;
  readonly headersTimeoutMs?: number;
  readonly requestTimeoutMs?: number;
  readonly keepAliveTimeoutMs?: number;
  readonly inFlightLimit?: number;
  readonly connectionLimit?: number;
  readonly drainMs?: number;
  readonly closeGraceMs?: number;
  /** The least level that is logged, `info` unless given. */
  readonly logLevel?: LogLevel;
}

/** Every setting; flags, variables, documentation and checks come from here. */
export const settingsTable: Readonly<Record<keyof ServerSettings, Setting>> = Object.freeze({
  port: numberSetting({
    meaning: 'port to listen on; 0 takes any free one',
    rule: serverRules.port,
    fallback: 8_080,
  }),
  host: textSetting({
    meaning: 'address to listen on; 0.0.0.0 in a container',
    rule: serverRules.hostname,
    fallback: serverDefaults.hostname,
  }),
  keysFile: textSetting({
    meaning: 'file with the keys that calls are signed with; read again when it has changed',
    rule: someText,
  }),
  keys: keysSetting('the keys themselves, with blanks between them'),
  insecure: textSetting({
    meaning: 'let unsigned calls in: loopback, from this machine alone, or anywhere',
    rule: serverRules.insecure,
  }),
  replayLimit: numberSetting({
    meaning: 'ids of signed calls that are remembered',
    rule: serverRules.replayLimit,
    fallback: serverDefaults.replayLimit,
  }),
  bodyLimit: numberSetting({
    meaning: 'octets of a body at most',
    rule: serverRules.bodyLimit,
    fallback: serverDefaults.bodyLimit,
  }),
  headersTimeoutMs: numberSetting({
    meaning: 'milliseconds for the headers of a request',
    rule: serverRules.headersTimeoutMs,
    fallback: serverDefaults.headersTimeoutMs,
  }),
  requestTimeoutMs: numberSetting({
    meaning: 'milliseconds for a whole request',
    rule: serverRules.requestTimeoutMs,
    fallback: serverDefaults.requestTimeoutMs,
  }),
  keepAliveTimeoutMs: numberSetting({
    meaning: 'milliseconds that an idle connection is kept',
    rule: serverRules.keepAliveTimeoutMs,
    fallback: serverDefaults.keepAliveTimeoutMs,
  }),
  inFlightLimit: numberSetting({
    meaning: 'decisions under way at one time',
    rule: serverRules.inFlightLimit,
    fallback: serverDefaults.inFlightLimit,
  }),
  connectionLimit: numberSetting({
    meaning: 'connections at one time',
    rule: serverRules.connectionLimit,
    fallback: serverDefaults.connectionLimit,
  }),
  drainMs: numberSetting({
    meaning: 'milliseconds from not being ready to taking no more connections, when it stops',
    rule: serverRules.drainMs,
    fallback: serverDefaults.drainMs,
  }),
  closeGraceMs: numberSetting({
    meaning: 'milliseconds that running decisions are waited for, when it stops',
    rule: serverRules.closeGraceMs,
    fallback: serverDefaults.closeGraceMs,
  }),
  logLevel: textSetting({
    meaning: 'least level that is logged: debug, info, warn or error',
    rule: oneOf('debug', 'info', 'warn', 'error'),
    fallback: 'info',
  }),
});
