import { presenceRefusals } from '@gangway/core';
import { expect } from 'chai';
import { read } from './workspace.js';

describe('docs/lifecycle.md', () => {
  it('has the codes of refused presence events, with their meaning', () => {
    const page = read('docs/lifecycle.md');
    for (const [code, meaning] of Object.entries(presenceRefusals)) {
      expect(page).to.contain(`| \`${code}\` | ${meaning} |`);
    }
  });
});
