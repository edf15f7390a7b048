// The forms in which octets, or a text, stand in what a program lets out.

/** Each form with its name; octets that are no text have fewer. */
export function formsOf(octets) {
  const text = octets.toString();
  const forms = [
    ['plain', octets],
    ['hex', octets.toString('hex')],
    ['hex in capitals', octets.toString('hex').toUpperCase()],
    ['hex by octet', octets.toString('hex').replace(/..(?!$)/g, '$& ')],
    ['decimals', [...octets].join(',')],
    ['latin1', octets.toString('latin1')],
    ...base64Forms(octets, 'base64'),
    ...base64Forms(octets, 'base64url'),
    ...(Buffer.from(text).equals(octets) ? textForms(text) : []),
  ];
  const different = new Map(
    forms.map(([name, form]) => [Buffer.from(form).toString('latin1'), name]).reverse(),
  );
  return [...different].map(([form, name]) => [name, Buffer.from(form, 'latin1')]);
}

/**
 * Base64 of octets in the middle of others begins at one of three places of a group (RFC 4648 section 4): of each, the
 * characters that hang on these octets alone.
 */
function base64Forms(octets, encoding) {
  return [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), octets]).toString(encoding);
    const from = Math.ceil((8 * before) / 6);
    return [encoding, whole.slice(from, Math.floor((8 * (before + octets.length)) / 6))];
  });
}

function textForms(text) {
  const escaped = JSON.stringify(text).slice(1, -1);
  return [
    ['JSON', escaped],
    ['JSON in JSON', JSON.stringify(escaped).slice(1, -1)],
    ['URL', encodeURIComponent(text)],
    ['form', new URLSearchParams({ '': text }).toString().slice(1)],
  ];
}
