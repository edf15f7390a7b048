import { nodeCryptoCertificateReader } from '@gangway/core';
import { certificateReaderContract } from '@gangway/testing/contracts';

certificateReaderContract('node:crypto', nodeCryptoCertificateReader);
