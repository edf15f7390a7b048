import { nodeCryptoCertificateReader } from '@gangway/core';
import { certificateReaderContract } from '@gangway/testing';

certificateReaderContract('node:crypto', nodeCryptoCertificateReader);
