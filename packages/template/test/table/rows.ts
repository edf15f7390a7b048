import { bodyRows } from './body.js';
import { certificateRows } from './certificate.js';
import { findInMapRows } from './find-in-map.js';
import { joinRows } from './join.js';
import { nestedRows } from './nested.js';
import { overrideRows } from './override-settings.js';
import { policyRows } from './policy.js';
import { refRows } from './ref.js';
import type { TemplateRow } from './row.js';
import { sectionRows } from './sections.js';
import { selectRows } from './select.js';
import { splitRows } from './split.js';
import { subRows } from './sub.js';
import { thingRows } from './thing.js';

/** Every function and setting that AWS's page on provisioning templates names, used and misused. */
export const templateRows: readonly TemplateRow[] = [
  ...refRows,
  ...joinRows,
  ...selectRows,
  ...splitRows,
  ...findInMapRows,
  ...subRows,
  ...nestedRows,
  ...sectionRows,
  ...thingRows,
  ...certificateRows,
  ...policyRows,
  ...overrideRows,
  ...bodyRows,
];
