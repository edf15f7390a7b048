import {
  CertificateReader,
  definePlugin,
  nodeCryptoCertificateReader,
  type Plugin,
  provide,
} from '@gangway/core';
import { decisionLog } from '@gangway/plugins/decision-log';
import { jsonLogger } from '@gangway/plugins/json-logger';
import { systemClock } from '@gangway/plugins/system-clock';

const strictCertificates = definePlugin({
  name: 'node-crypto-certificate-reader',
  build: () => ({ provides: [provide(CertificateReader, {}, nodeCryptoCertificateReader)] }),
});

/** What a hook runs with unless it is told otherwise. */
export const defaultPlugins = (): readonly Plugin[] => [
  systemClock(),
  jsonLogger(),
  strictCertificates(),
  decisionLog(),
];
