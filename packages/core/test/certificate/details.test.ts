import { nodeCryptoCertificateReader } from '@gangway/core';
import { defectiveCertificates } from '@gangway/testing';
import { expect } from 'chai';
import { details } from './details.js';

describe('a refused certificate', () => {
  const reader = nodeCryptoCertificateReader();

  for (const { name, pem } of defectiveCertificates()) {
    it(`${name}: ${details[name]}`, () => {
      expect(reader.read(pem)).to.have.property('detail', details[name]);
    });
  }

  it('with PEM faults says which', () => {
    const cases: readonly (readonly [string, string])[] = [
      [7 as unknown as string, 'not a text'],
      ['A'.repeat(16_385), '16385 characters, over 16384'],
      ['A'.repeat(16_384), 'does not start with a BEGIN CERTIFICATE line'],
      ['-----BEGIN CERTIFICATE-----', 'does not end with an END CERTIFICATE line'],
      [block('MAA=\n-----\n'), 'another boundary line inside'],
      [block('').replace('\n', ''), 'a line is empty or holds a character outside base64'],
      [block(''), 'a line is empty or holds a character outside base64'],
      [block('MAB=\n'), 'base64 that is not canonical'],
    ];
    for (const [pem, detail] of cases) expect(reader.read(pem)).to.have.property('detail', detail);
  });
});

const block = (body: string): string =>
  `-----BEGIN CERTIFICATE-----\n${body}-----END CERTIFICATE-----\n`;
