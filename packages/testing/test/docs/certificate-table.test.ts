import { nodeCryptoCertificateReader } from '@gangway/core';
import { makeCertificate } from '@gangway/testing';
import { everyExtension } from '@gangway/testing/contracts';
import { expect } from 'chai';
import { rowsByName } from './page-part.js';

describe('the table of what a certificate offers', () => {
  it('has a row for each member and no other', async () => {
    const { pem } = await makeCertificate({ extensions: everyExtension() });
    const reading = nodeCryptoCertificateReader().read(pem);
    if (reading.kind === 'refused') throw new Error(reading.detail);
    const rows = [...rowsByName('docs/writing-a-plugin.md').keys()];
    const named = rows.slice(rows.indexOf('fingerprint256'), rows.indexOf('nameConstraints') + 1);
    expect(named.flatMap((name) => name.split(', '))).to.have.members(
      Object.keys(reading.certificate),
    );
  });
});
