import {
  certificateIdParameter,
  evaluateTemplate,
  type Provisioning,
  readTemplate,
  type TemplateFault,
} from '@gangway/template';

/** One line of the table: what a function or a setting comes to. */
export interface TemplateRow {
  readonly subject: string;
  /** As the table shows it. */
  readonly input: string;
  readonly body: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly shown: (provisioning: Provisioning) => unknown;
  /** JSON of what is shown, or each fault's code and where it stands. */
  readonly expected: string;
}

export const certificateId = '7d'.repeat(32);

/** Reads and evaluates the row's template. */
export function actualOf({ body, parameters, shown }: TemplateRow): string {
  const reading = readTemplate(body);
  if (reading.kind === 'refused') return reading.faults.map(shortly).join(', ');
  const evaluation = evaluateTemplate(reading.template, parameters);
  return evaluation.kind === 'refused'
    ? shortly(evaluation.fault)
    : JSON.stringify(shown(evaluation.provisioning));
}

const shortly = ({ code, at }: TemplateFault): string => `${code} ${at === '' ? '(whole)' : at}`;

const declarations = {
  Parameters: {
    Serial: { Type: 'String' },
    Site: { Type: 'String', Default: 'Oslo' },
    List: { Type: 'String' },
    Empty: { Type: 'String', Default: '' },
  },
  Mappings: { Sites: { Oslo: { url: 'https://oslo.example', zone: 'north' } } },
};
const given = { Serial: 'SN-0001', List: 'a,b,c', [certificateIdParameter]: certificateId };

interface More {
  /** Beside those that every row has. */
  readonly parameters?: Readonly<Record<string, string>>;
}

const shownInput = (written: string, parameters: More['parameters']): string =>
  parameters === undefined ? written : `${written} given ${JSON.stringify(parameters)}`;

/** A value, as the device's configuration has it. Where faults are expected, pointers into the value suffice. */
export function value(
  subject: string,
  fragment: unknown,
  expected: string,
  { parameters }: More = {},
): TemplateRow {
  return {
    subject,
    input: shownInput(JSON.stringify(fragment), parameters),
    body: JSON.stringify({
      ...declarations,
      Resources: {},
      DeviceConfiguration: { value: fragment },
    }),
    parameters: { ...given, ...parameters },
    shown: ({ deviceConfiguration }) => deviceConfiguration.value,
    expected,
  };
}

/** A resource, and what is shown of it. */
export function resource(
  subject: string,
  definition: Readonly<Record<string, unknown>>,
  shown: TemplateRow['shown'],
  expected: string,
): TemplateRow {
  return {
    subject,
    input: JSON.stringify(definition.OverrideSettings ?? definition.Properties),
    body: JSON.stringify({ ...declarations, Resources: { it: definition } }),
    parameters: given,
    shown,
    expected,
  };
}

/** Sections of a template, or its whole text. */
export function template(
  subject: string,
  sections: Readonly<Record<string, unknown>> | string,
  shown: TemplateRow['shown'],
  expected: string,
  { parameters }: More = {},
): TemplateRow {
  const body =
    typeof sections === 'string' ? sections : JSON.stringify({ Resources: {}, ...sections });
  const written = typeof sections === 'string' ? sections : JSON.stringify(sections);
  const input = shownInput(written, parameters);
  return { subject, input, body, parameters: { ...given, ...parameters }, shown, expected };
}
