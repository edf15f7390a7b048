/** What `details.ts` is, for what extensions hold. */
export const extensionDetails: Readonly<Record<string, string>> = {
  'basic-constraints-empty': 'extension 2.5.29.19: basicConstraints is missing',
  'basic-constraints-not-a-sequence':
    'extension 2.5.29.19: basicConstraints: tag 31 instead of 30 at 279',
  'basic-constraints-ca-false-written-out': 'extension 2.5.29.19: cA is FALSE and written out',
  'basic-constraints-ca-01': 'extension 2.5.29.19: cA is neither 00 nor FF',
  'basic-constraints-path-negative': 'extension 2.5.29.19: pathLenConstraint is negative',
  'basic-constraints-path-256': 'extension 2.5.29.19: pathLenConstraint is over 255',
  'basic-constraints-path-of-five-octets': 'extension 2.5.29.19: pathLenConstraint is over 255',
  'basic-constraints-path-not-minimal': 'extension 2.5.29.19: pathLenConstraint is not minimal',
  'basic-constraints-path-empty': 'extension 2.5.29.19: pathLenConstraint has no octets',
  'basic-constraints-out-of-order': 'extension 2.5.29.19: basicConstraints: unexpected data at 284',
  'basic-constraints-data-inside': 'extension 2.5.29.19: basicConstraints: unexpected data at 287',
  'basic-constraints-data-after': 'extension 2.5.29.19: its value: unexpected data at 284',
  'basic-constraints-cut-off': 'extension 2.5.29.19: the element at 279 is cut off',
  'basic-constraints-length-not-minimal':
    'extension 2.5.29.19: a length that is not minimal at 280',
  'basic-constraints-length-indefinite': 'extension 2.5.29.19: indefinite length at 280',
  'key-usage-without-bits': 'extension 2.5.29.15: keyUsage does not end with a set bit',
  'key-usage-without-bit-count': 'extension 2.5.29.15: keyUsage has no valid bit count',
  'key-usage-no-bit-set': 'extension 2.5.29.15: keyUsage does not end with a set bit',
  'key-usage-zero-at-end': 'extension 2.5.29.15: keyUsage does not end with a set bit',
  'key-usage-zero-octet-at-end': 'extension 2.5.29.15: keyUsage does not end with a set bit',
  'key-usage-unused-bits-not-zero':
    'extension 2.5.29.15: keyUsage has unused bits that are not zero',
  'key-usage-eight-unused-bits': 'extension 2.5.29.15: keyUsage has no valid bit count',
  'key-usage-tenth-bit': 'extension 2.5.29.15: keyUsage has a bit 9, which nobody named',
  'key-usage-17-bits': 'extension 2.5.29.15: keyUsage has a bit 16, which nobody named',
  'key-usage-not-bits': 'extension 2.5.29.15: keyUsage: tag 04 instead of 03 at 279',
  'key-usage-constructed': 'extension 2.5.29.15: keyUsage: tag 23 instead of 03 at 279',
  'key-usage-data-after': 'extension 2.5.29.15: its value: unexpected data at 283',
  'ext-key-usage-empty': 'extension 2.5.29.37: extKeyUsage names no purpose',
  'ext-key-usage-not-a-sequence': 'extension 2.5.29.37: extKeyUsage: tag 06 instead of 30 at 279',
  'ext-key-usage-not-an-oid': 'extension 2.5.29.37: a key purpose: tag 04 instead of 06 at 291',
  'ext-key-usage-oid-not-minimal':
    'extension 2.5.29.37: a key purpose has an arc that is not minimal',
  'ext-key-usage-data-after': 'extension 2.5.29.37: its value: unexpected data at 291',
  'policies-empty': 'extension 2.5.29.32: certificatePolicies names no policy',
  'policies-not-a-sequence':
    'extension 2.5.29.32: certificatePolicies: tag 31 instead of 30 at 279',
  'policies-data-after': 'extension 2.5.29.32: its value: unexpected data at 288',
  'policy-without-oid': 'extension 2.5.29.32: a policy is missing',
  'policy-not-a-sequence': 'extension 2.5.29.32: a policy: tag 06 instead of 30 at 281',
  'policy-data-after-qualifiers': 'extension 2.5.29.32: a policy: unexpected data at 305',
  'policy-qualifiers-empty': 'extension 2.5.29.32: policy qualifiers are present and empty',
  'policy-qualifiers-not-a-sequence':
    'extension 2.5.29.32: policy qualifiers: tag 05 instead of 30 at 288',
  'policy-qualifier-empty': 'extension 2.5.29.32: a policy qualifier is missing',
  'policy-qualifier-without-value': 'extension 2.5.29.32: an element is missing at 302',
  'policy-qualifier-two-values': 'extension 2.5.29.32: a policy qualifier: unexpected data at 305',
  'policy-qualifier-bad-value': 'extension 2.5.29.32: a policy qualifier is not minimal',
  'policy-mappings-empty': 'extension 2.5.29.33: policyMappings maps nothing',
  'policy-mapping-of-one': 'extension 2.5.29.33: a policy mapping is missing',
  'policy-mapping-of-three': 'extension 2.5.29.33: a policy mapping: unexpected data at 293',
  'policy-mappings-data-after': 'extension 2.5.29.33: its value: unexpected data at 293',
  'policy-constraints-empty': 'extension 2.5.29.36: policyConstraints constrains nothing',
  'policy-constraints-negative': 'extension 2.5.29.36: policyConstraints is negative',
  'policy-constraints-not-minimal': 'extension 2.5.29.36: policyConstraints is not minimal',
  'policy-constraints-without-octets': 'extension 2.5.29.36: policyConstraints has no octets',
  'policy-constraints-constructed':
    'extension 2.5.29.36: policyConstraints: unexpected data at 281',
  'policy-constraints-out-of-order':
    'extension 2.5.29.36: policyConstraints: unexpected data at 284',
  'policy-constraints-doubled': 'extension 2.5.29.36: policyConstraints: unexpected data at 284',
  'policy-constraints-unknown-field':
    'extension 2.5.29.36: policyConstraints: unexpected data at 281',
  'inhibit-any-policy-negative': 'extension 2.5.29.54: inhibitAnyPolicy is negative',
  'inhibit-any-policy-not-minimal': 'extension 2.5.29.54: inhibitAnyPolicy is not minimal',
  'inhibit-any-policy-not-a-number':
    'extension 2.5.29.54: inhibitAnyPolicy: tag 30 instead of 02 at 279',
  'inhibit-any-policy-data-after': 'extension 2.5.29.54: its value: unexpected data at 282',
  'subject-key-id-empty': 'extension 2.5.29.14: subjectKeyIdentifier is empty',
  'subject-key-id-bare': 'extension 2.5.29.14: the element at 279 is cut off',
  'subject-key-id-not-octets':
    'extension 2.5.29.14: subjectKeyIdentifier: tag 03 instead of 04 at 279',
  'subject-key-id-data-after': 'extension 2.5.29.14: its value: unexpected data at 282',
  'authority-key-id-not-a-sequence':
    'extension 2.5.29.35: authorityKeyIdentifier: tag 04 instead of 30 at 279',
  'authority-key-id-empty-key': 'extension 2.5.29.35: authorityKeyIdentifier is empty',
  'authority-key-id-untagged':
    'extension 2.5.29.35: authorityKeyIdentifier: unexpected data at 281',
  'authority-key-id-issuer-alone':
    'extension 2.5.29.35: authorityKeyIdentifier has an issuer or a serial number without the other',
  'authority-key-id-serial-alone':
    'extension 2.5.29.35: authorityKeyIdentifier has an issuer or a serial number without the other',
  'authority-key-id-issuer-empty': 'extension 2.5.29.35: authorityKeyIdentifier holds no name',
  'authority-key-id-issuer-primitive':
    'extension 2.5.29.35: authorityKeyIdentifier: unexpected data at 281',
  'authority-key-id-serial-zero': 'extension 2.5.29.35: the serial number of the authority is zero',
  'authority-key-id-serial-negative':
    'extension 2.5.29.35: the serial number of the authority is negative',
  'authority-key-id-serial-not-minimal':
    'extension 2.5.29.35: the serial number of the authority is not minimal',
  'authority-key-id-serial-empty':
    'extension 2.5.29.35: the serial number of the authority has no octets',
  'authority-key-id-serial-21-octets':
    'extension 2.5.29.35: the serial number of the authority has 21 octets, over 20',
  'authority-key-id-out-of-order':
    'extension 2.5.29.35: authorityKeyIdentifier: unexpected data at 290',
  'authority-key-id-doubled-key':
    'extension 2.5.29.35: authorityKeyIdentifier: unexpected data at 285',
  'authority-key-id-data-after': 'extension 2.5.29.35: its value: unexpected data at 285',
  'alt-names-empty': 'extension 2.5.29.17: subjectAltName holds no name',
  'alt-names-not-a-sequence': 'extension 2.5.29.17: subjectAltName: tag 31 instead of 30 at 279',
  'alt-names-no-sequence-around':
    'extension 2.5.29.17: subjectAltName: tag 82 instead of 30 at 279',
  'alt-names-data-after': 'extension 2.5.29.17: its value: unexpected data at 292',
  'alt-names-cut-off': 'extension 2.5.29.17: the element at 279 is cut off',
  'alt-names-of-issuer-empty': 'extension 2.5.29.18: issuerAltName holds no name',
  'alt-names-of-issuer-not-ascii':
    'extension 2.5.29.18: an IA5String holds a character outside its set',
  'alt-names-not-critical-without-subject':
    'the subject is empty and subjectAltName is not critical',
  'alt-name-not-tagged': 'extension 2.5.29.17: subjectAltName holds a name of tag 16',
  'alt-name-unknown-tag': 'extension 2.5.29.17: subjectAltName holds a name of tag 89',
  'alt-name-constructed-dns': 'extension 2.5.29.17: subjectAltName holds a name of tag a2',
  'alt-name-dns-not-ascii': 'extension 2.5.29.17: an IA5String holds a character outside its set',
  'alt-name-mail-not-ascii': 'extension 2.5.29.17: an IA5String holds a character outside its set',
  'alt-name-uri-not-ascii': 'extension 2.5.29.17: an IA5String holds a character outside its set',
  'alt-name-ip-empty': 'extension 2.5.29.17: subjectAltName holds an address of 0 octets',
  'alt-name-ip-of-3-octets': 'extension 2.5.29.17: subjectAltName holds an address of 3 octets',
  'alt-name-ip-of-5-octets': 'extension 2.5.29.17: subjectAltName holds an address of 5 octets',
  'alt-name-ip-with-mask': 'extension 2.5.29.17: subjectAltName holds an address of 8 octets',
  'alt-name-ip-of-15-octets': 'extension 2.5.29.17: subjectAltName holds an address of 15 octets',
  'alt-name-ip-of-17-octets': 'extension 2.5.29.17: subjectAltName holds an address of 17 octets',
  'alt-name-ip-with-mask-v6': 'extension 2.5.29.17: subjectAltName holds an address of 32 octets',
  'alt-name-id-empty': 'extension 2.5.29.17: subjectAltName is an empty object identifier',
  'alt-name-id-not-minimal': 'extension 2.5.29.17: subjectAltName has an arc that is not minimal',
  'alt-name-id-unfinished': 'extension 2.5.29.17: subjectAltName ends within an arc',
  'alt-name-directory-without-name': 'extension 2.5.29.17: subjectAltName is missing',
  'alt-name-directory-two-names': 'extension 2.5.29.17: subjectAltName: unexpected data at 297',
  'alt-name-directory-implicit': 'extension 2.5.29.17: subjectAltName: tag 31 instead of 30 at 283',
  'alt-name-directory-bad-text':
    'extension 2.5.29.17: a PrintableString holds a character outside its set',
  'alt-name-other-empty':
    'extension 2.5.29.17: subjectAltName: the type of another name is missing',
  'alt-name-other-without-value': 'extension 2.5.29.17: subjectAltName: another name is missing',
  'alt-name-other-empty-value': 'extension 2.5.29.17: an element is missing at 289',
  'alt-name-other-two-values':
    'extension 2.5.29.17: subjectAltName: another name: unexpected data at 292',
  'alt-name-other-value-not-tagged':
    'extension 2.5.29.17: subjectAltName: another name: tag 0c instead of a0 at 287',
  'alt-name-other-data-after':
    'extension 2.5.29.17: subjectAltName: another name: unexpected data at 291',
  'alt-name-other-bad-value':
    'extension 2.5.29.17: subjectAltName: another name is neither 00 nor FF',
  'alt-name-other-constructed-string':
    'extension 2.5.29.17: subjectAltName: another name holds a constructed string at 289',
  'alt-name-other-half-a-character':
    'extension 2.5.29.17: subjectAltName: another name holds half a character',
  'alt-name-other-nested-too-deep':
    'extension 2.5.29.17: subjectAltName: another name is nested too deep',
  'alt-name-x400-bad-content': 'extension 2.5.29.17: x400Address is not minimal',
  'alt-name-edi-bad-content': 'extension 2.5.29.17: ediPartyName is a NULL with content',
  'alt-name-edi-primitive': 'extension 2.5.29.17: subjectAltName holds a name of tag 85',
  'name-constraints-empty': 'extension 2.5.29.30: nameConstraints constrains nothing',
  'name-constraints-not-a-sequence':
    'extension 2.5.29.30: nameConstraints: tag 31 instead of 30 at 279',
  'name-constraints-permitted-empty': 'extension 2.5.29.30: nameConstraints has an empty list',
  'name-constraints-excluded-empty': 'extension 2.5.29.30: nameConstraints has an empty list',
  'name-constraints-primitive': 'extension 2.5.29.30: nameConstraints: unexpected data at 281',
  'name-constraints-out-of-order': 'extension 2.5.29.30: nameConstraints: unexpected data at 296',
  'name-constraints-doubled': 'extension 2.5.29.30: nameConstraints: unexpected data at 296',
  'name-constraints-unknown-field': 'extension 2.5.29.30: nameConstraints: unexpected data at 296',
  'name-constraints-data-after': 'extension 2.5.29.30: its value: unexpected data at 296',
  'name-constraint-empty': 'extension 2.5.29.30: an element is missing at 285',
  'name-constraint-not-a-sequence':
    'extension 2.5.29.30: a name constraint: tag 82 instead of 30 at 283',
  'name-constraint-minimum-written-out':
    'extension 2.5.29.30: a name constraint: unexpected data at 296',
  'name-constraint-minimum-1': 'extension 2.5.29.30: a name constraint: unexpected data at 296',
  'name-constraint-maximum': 'extension 2.5.29.30: a name constraint: unexpected data at 296',
  'name-constraint-not-ascii':
    'extension 2.5.29.30: an IA5String holds a character outside its set',
  'name-constraint-unknown-tag': 'extension 2.5.29.30: nameConstraints holds a name of tag 8a',
  'name-constraint-ip-empty': 'extension 2.5.29.30: nameConstraints holds an address of 0 octets',
  'name-constraint-ip-without-mask':
    'extension 2.5.29.30: nameConstraints holds an address of 4 octets',
  'name-constraint-ip-of-7-octets':
    'extension 2.5.29.30: nameConstraints holds an address of 7 octets',
  'name-constraint-ip-of-9-octets':
    'extension 2.5.29.30: nameConstraints holds an address of 9 octets',
  'name-constraint-ip-without-mask-v6':
    'extension 2.5.29.30: nameConstraints holds an address of 16 octets',
  'name-constraint-ip-of-31-octets':
    'extension 2.5.29.30: nameConstraints holds an address of 31 octets',
  'name-constraint-ip-of-33-octets':
    'extension 2.5.29.30: nameConstraints holds an address of 33 octets',
  'name-constraint-ip-mask-with-hole':
    'extension 2.5.29.30: nameConstraints holds a mask that is no prefix',
  'name-constraint-ip-mask-with-hole-in-octet':
    'extension 2.5.29.30: nameConstraints holds a mask that is no prefix',
  'name-constraint-ip-mask-from-the-right':
    'extension 2.5.29.30: nameConstraints holds a mask that is no prefix',
  'name-constraint-ip-mask-with-last-bit':
    'extension 2.5.29.30: nameConstraints holds a mask that is no prefix',
};
