/** What a construct can refuse by itself, by its stable code; `docs/cdk.md` is held equal to it by a test. */
export const synthFaults = Object.freeze({
  OPTION_UNKNOWN: {
    meaning: 'An option that the construct does not have.',
    remedy: 'The message names the nearest one, or all.',
  },
  OPTION_INVALID: {
    meaning: 'An option that is missing, or of the wrong form.',
    remedy: 'The message names the option and what it takes.',
  },
  BUNDLE_WRONG_KIND: {
    meaning: 'A lifecycle function where a hook belongs, or the like.',
    remedy:
      'Give each construct its own file: `lambda.ts` to the hook, `lifecycle.ts` to the lifecycle.',
  },
  ENVIRONMENT_UNREADABLE: {
    meaning:
      'A plugin takes apart a variable whose value only CloudFormation will know, and what it permits cannot be told.',
    remedy: 'Give the variable as a text, or one variable for each part.',
  },
  TEMPLATE_NAME_INVALID: {
    meaning: 'AWS IoT would not take the name of the template.',
    remedy: 'Take 1 to 36 letters, digits, `_` and `-`.',
  },
  TEMPLATE_FAULTY: {
    meaning: 'AWS IoT would refuse the body, or provision no device with it.',
    remedy:
      'Each line of the message is a finding of `gangway template lint`, with its place in the text.',
  },
  TEMPLATE_NOT_FOUND: {
    meaning: 'There is no file of the body at this path.',
    remedy:
      'Paths are those of the process; `import.meta.dirname` gives the folder of the program.',
  },
  TEMPLATE_NOT_READABLE: {
    meaning: 'The file of the body is a folder, or no text in UTF-8, or may not be read.',
    remedy: 'Name a file of JSON that this user may read.',
  },
  HOOK_FOREIGN_ACCOUNT: {
    meaning: "The hook's function is in another account than the template.",
    remedy: 'Deploy the hook to the account of the template: AWS IoT calls no other.',
  },
  HOOK_FOREIGN_REGION: {
    meaning: "The hook's function is in another region than the template.",
    remedy: 'Deploy one hook to each region that has a template.',
  },
  HOOK_REFUSES_TEMPLATE: {
    meaning:
      'The hook lets requests through other templates alone: it would refuse every device of this one.',
    remedy:
      'Add the whole ARN of the template, with its region and account, to `arns` of `allowedTemplates`; or correct the name.',
  },
});

export type SynthFaultCode = keyof typeof synthFaults;
