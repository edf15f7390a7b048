import {
  anyText,
  digits,
  hookAddress,
  nameList,
  portNumber,
  rateOfFaults,
  type SettingText,
  wholeNumber,
} from './setting-texts.js';

/** One thing that an emulator in a container may be told. */
export interface EmulatorSetting<Value> extends SettingText<Value> {
  /** `GANGWAY_PORT` */
  readonly variable: string;
  readonly description: string;
}

/**
 * Everything that an emulator in a container may be told by its environment, in the order in which its page has it.
 *
 * @example emulatorSettings.port.variable; // 'GANGWAY_PORT'
 */
export const emulatorSettings = Object.freeze({
  out: setting(
    'GANGWAY_OUT',
    anyText('the path of a folder'),
    'folder for `ca.pem`, `claim.pem` and `claim.key`, a volume that other containers read; it has to be said',
  ),
  host: setting(
    'GANGWAY_HOST',
    anyText('an address'),
    'address to listen on; the image says 0.0.0.0 (default: 127.0.0.1)',
  ),
  mqttPort: setting('GANGWAY_MQTT_PORT', portNumber, 'port for MQTT over TLS (default: 8883)'),
  port: setting(
    'GANGWAY_PORT',
    portNumber,
    'port for the control plane and `GET /healthz` (default: 8080)',
  ),
  names: setting(
    'GANGWAY_NAMES',
    nameList,
    "DNS names and addresses that devices reach it by, with blanks between; the server's certificate is for them, beside the address, 127.0.0.1 and localhost",
  ),
  hookUrl: setting(
    'GANGWAY_HOOK_URL',
    hookAddress,
    'container with the hook that decides, in place of one in the program; its path is /events unless the URL has one',
  ),
  keysFile: setting(
    'GANGWAY_KEYS_FILE',
    anyText('the path of a file'),
    'keys that calls of that container are signed with, as `gangway keys hop` writes them; unsigned without',
  ),
  state: setting(
    'GANGWAY_STATE',
    anyText('the path of a file'),
    'SQLite file that keeps the account; in memory without',
  ),
  chaos: setting(
    'GANGWAY_CHAOS',
    rateOfFaults,
    'how likely each fault is where it can happen, such as 0.02; none without',
  ),
  seed: setting('GANGWAY_SEED', wholeNumber, 'the same seed puts the same faults in (default: 1)'),
  accountId: setting(
    'GANGWAY_ACCOUNT_ID',
    digits(12),
    'account in ARNs, twelve digits (default: 123456789012)',
  ),
  region: setting(
    'GANGWAY_REGION',
    anyText('the name of a region'),
    'region in ARNs (default: us-east-1)',
  ),
});

/** What it was told; a setting that nobody said is not there. */
export type EmulatorSettings = {
  readonly [Name in keyof typeof emulatorSettings]?: NonNullable<
    ReturnType<(typeof emulatorSettings)[Name]['read']>
  >;
};

function setting<Value>(
  variable: string,
  text: SettingText<Value>,
  description: string,
): EmulatorSetting<Value> {
  return Object.freeze({ variable, description, ...text });
}
