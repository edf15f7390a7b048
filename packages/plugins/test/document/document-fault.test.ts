import { PortError } from '@gangway/core';
import { expect } from 'chai';
import { DocumentFault, documentError } from '../../dist/document/document-fault.js';

describe('what is thrown for a document', () => {
  it('is a PortError with the code of its fault, that names the document', () => {
    const fault = new DocumentFault('member-missing', 'nothing is there');
    const error = documentError('OVERRIDES_FILE', '/a.json', fault);
    expect(error instanceof PortError && [error.code, error.message]).to.deep.equal([
      'OVERRIDES_FILE_MEMBER_MISSING',
      '/a.json: nothing is there',
    ]);
    expect(error).to.not.have.property('cause');
  });

  it('is what it was, where it is no fault of the document', () => {
    for (const error of [new RangeError('of ours'), undefined, 'text']) {
      expect(documentError('OVERRIDES_FILE', '/a.json', error)).to.equal(error);
    }
  });
});
