import { expect } from 'chai';
import { tokenTamperings } from '../../dist/impostor/token-tampering.js';

describe('tokenTamperings', () => {
  for (const [name, tamper] of Object.entries(tokenTamperings)) {
    it(`makes another token of any, by ${name}`, () => {
      for (const token of ['eyJhbGciOiJIUzI1NiJ9.AAAA.abcA', '0af3bA', 'abc', 'ABC']) {
        expect(tamper(token)).to.not.equal(token);
      }
    });
  }
});
