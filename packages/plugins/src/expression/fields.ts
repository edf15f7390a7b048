import { type Certificate, isReservedName, limits } from '@gangway/core';
import { altNameKinds, altNames } from '../certificate/alt-names.js';
import { attributeValues, faultInAttributeName } from '../certificate/name-attributes.js';
import { quote } from '../text/quote.js';
import { type Field, group, type ReadField, text } from './field.js';

const ofCertificate = (read: (certificate: Certificate) => string | undefined): Field =>
  text(({ request }) => read(request.certificate));

const parameter: Field = {
  kind: 'named',
  placeholder: 'Name',
  // Such a reference could never be filled.
  faultIn: (name) => {
    if (isReservedName(name)) return `no device may send a parameter ${quote(name)}`;
    const fits = name !== '' && name.length <= limits.parameterNameLength;
    return fits
      ? undefined
      : `a parameter's name has 1 to ${limits.parameterNameLength} characters`;
  },
  // They have no prototype, so that every name in them came from the device.
  read:
    (name) =>
    ({ request }) =>
      request.parameters[name],
};

const attribute: Field = {
  kind: 'named',
  placeholder: 'name',
  faultIn: (name) => (name === '' ? 'an attribute has a name' : undefined),
  read:
    (name) =>
    ({ device }) =>
      device !== undefined && Object.hasOwn(device.attributes, name)
        ? device.attributes[name]
        : undefined,
};

/** Of two common names nobody knows which one the next program will read. */
const onlyOne = (values: readonly string[]): string | undefined =>
  values.length === 1 ? values[0] : undefined;

function nameIn(which: 'subject' | 'issuer'): Field {
  return {
    kind: 'named',
    placeholder: 'attribute',
    faultIn: faultInAttributeName,
    read: (name): ReadField => {
      const valuesIn = attributeValues(name);
      return ({ request }) => onlyOne(valuesIn(request.certificate[which]));
    },
  };
}

function writtenMoment(milliseconds: number): string | undefined {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** All that an expression can refer to. */
export const roots: Field = group({
  parameters: parameter,
  certificate: group({
    subject: nameIn('subject'),
    issuer: nameIn('issuer'),
    subjectAltName: group(
      Object.fromEntries(
        altNameKinds.map((kind) => [
          kind,
          ofCertificate((certificate) => onlyOne(altNames(certificate, kind))),
        ]),
      ),
    ),
    serialNumber: ofCertificate(({ serialNumber }) => serialNumber),
    publicKeyHash: ofCertificate(({ publicKeyHash }) => publicKeyHash),
    notBefore: ofCertificate(({ validity }) => writtenMoment(validity.notBefore)),
    notAfter: ofCertificate(({ validity }) => writtenMoment(validity.notAfter)),
  }),
  certificateId: text(({ request }) => request.certificateId),
  claimCertificateId: text(({ request }) => request.claimCertificateId),
  clientId: text(({ request }) => request.clientId),
  template: group({
    name: text(({ request }) => request.template.name),
    region: text(({ request }) => request.template.region),
    accountId: text(({ request }) => request.template.account),
    arn: text(({ request }) => request.template.arn),
  }),
  device: group({
    id: text(({ device }) => device?.id),
    attributes: attribute,
  }),
});
