import {
  certificateIdParameter,
  evaluateTemplate,
  readTemplate,
  type Template,
} from '@gangway/template';
import { expect } from 'chai';
import { certificateId } from './table/row.js';

const certificate = {
  Type: 'AWS::IoT::Certificate',
  Properties: { CertificateId: { Ref: certificateIdParameter } },
};

function templateOf(sections: object): Template {
  const reading = readTemplate(JSON.stringify(sections));
  if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.faults));
  return reading.template;
}

describe('the evaluation of a template', () => {
  it('gives the certificate the id that it is told, declared or not', () => {
    const parameters = { [certificateIdParameter]: certificateId };
    for (const Parameters of [{}, { [certificateIdParameter]: { Type: 'String' } }]) {
      const template = templateOf({ Parameters, Resources: { certificate } });
      expect(evaluateTemplate(template, parameters))
        .to.have.nested.property('provisioning.certificate.certificateId')
        .that.equals(certificateId);
    }
  });

  it('takes no default for the certificate id', () => {
    const Parameters = { [certificateIdParameter]: { Type: 'String', Default: certificateId } };
    const template = templateOf({ Parameters, Resources: { certificate } });
    expect(evaluateTemplate(template, {}))
      .to.have.nested.property('fault.code')
      .that.equals('PARAMETER_MISSING');
  });

  it('sees no parameter that is not declared, even in a template that was not read here', () => {
    const template: Template = {
      ...templateOf({ Resources: {} }),
      deviceConfiguration: { value: { at: '/made', kind: 'ref', name: 'Fleet' } },
    };
    expect(evaluateTemplate(template, { Fleet: 'sent all the same' })).to.deep.equal({
      kind: 'refused',
      fault: {
        code: 'PARAMETER_MISSING',
        at: '/made',
        message:
          'The parameter "Fleet" has no value and no default; send it, or set it in the hook.',
      },
    });
  });

  it('lets errors of its own through', () => {
    const hostile = new Proxy(
      {},
      {
        getOwnPropertyDescriptor: () => {
          throw new TypeError('mine');
        },
      },
    );
    const template = templateOf({
      Parameters: { P: { Type: 'String' } },
      Resources: {},
      DeviceConfiguration: { value: { Ref: 'P' } },
    });
    expect(() => evaluateTemplate(template, hostile)).to.throw(TypeError, 'mine');
  });
});
