import type { LogLevel } from '@gangway/core';
import type { HopKeys } from '@gangway/hop';
import { someText } from '../check-options.js';
import { defaultBodyLimit } from '../fetch-handler.js';
import type { Insecure } from '../gate/create-gate.js';
import { defaultInFlightLimit } from '../load/in-flight-limit.js';
import { serveRules } from '../serve.js';
import { serverDefaults } from '../server-defaults.js';
import { keysSetting } from './keys-setting.js';
import { numberSetting, oneOf, type Setting, textSetting } from './setting.js';

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
    rule: serveRules.port,
    fallback: 8_080,
  }),
  host: textSetting({
    meaning: 'address to listen on; 0.0.0.0 in a container',
    rule: someText,
    fallback: serverDefaults.hostname,
  }),
  keysFile: textSetting({
    meaning: 'file with the keys that calls are signed with; read again when it has changed',
    rule: someText,
  }),
  keys: keysSetting('the keys themselves, with blanks between them'),
  insecure: textSetting({
    meaning: 'let unsigned calls in: loopback, from this machine alone, or anywhere',
    rule: oneOf(['loopback', 'anywhere']),
  }),
  replayLimit: numberSetting({
    meaning: 'ids of signed calls that are remembered',
    rule: serveRules.replayLimit,
    fallback: serverDefaults.replayLimit,
  }),
  bodyLimit: numberSetting({
    meaning: 'octets of a body at most',
    rule: serveRules.bodyLimit,
    fallback: defaultBodyLimit,
  }),
  headersTimeoutMs: numberSetting({
    meaning: 'milliseconds for the headers of a request',
    rule: serveRules.headersTimeoutMs,
    fallback: serverDefaults.headersTimeoutMs,
  }),
  requestTimeoutMs: numberSetting({
    meaning: 'milliseconds for a whole request',
    rule: serveRules.requestTimeoutMs,
    fallback: serverDefaults.requestTimeoutMs,
  }),
  keepAliveTimeoutMs: numberSetting({
    meaning: 'milliseconds that an idle connection is kept',
    rule: serveRules.keepAliveTimeoutMs,
    fallback: serverDefaults.keepAliveTimeoutMs,
  }),
  inFlightLimit: numberSetting({
    meaning: 'decisions under way at one time',
    rule: serveRules.inFlightLimit,
    fallback: defaultInFlightLimit,
  }),
  connectionLimit: numberSetting({
    meaning: 'connections at one time',
    rule: serveRules.connectionLimit,
    fallback: serverDefaults.connectionLimit,
  }),
  drainMs: numberSetting({
    meaning: 'milliseconds from not being ready to taking no more connections, when it stops',
    rule: serveRules.drainMs,
    fallback: serverDefaults.drainMs,
  }),
  closeGraceMs: numberSetting({
    meaning: 'milliseconds that running decisions are waited for, when it stops',
    rule: serveRules.closeGraceMs,
    fallback: serverDefaults.closeGraceMs,
  }),
  logLevel: textSetting({
    meaning: 'least level that is logged: debug, info, warn or error',
    rule: oneOf(['debug', 'info', 'warn', 'error']),
    fallback: 'info',
  }),
});
