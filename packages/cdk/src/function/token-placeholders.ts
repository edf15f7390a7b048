import { CfnResource, type IResolvable, Reference, Token, Tokenization } from 'aws-cdk-lib';

/** Names in place of tokens, and tokens in place of names. */
export interface TokenPlaceholders {
  /** The text with a placeholder for each token. */
  conceal(text: string): string;
  /** The text with each token in its place again. */
  reveal(text: string): string;
  /** Whether a text has something that was made of a placeholder: what that is to be of the token, nobody knows. */
  isChanged(text: string): boolean;
}

/** What a placeholder is called. The last letter keeps the first from being found in the tenth. */
const nameOf = (index: number): string => `gangwaytoken${index}x`;
const names = /gangwaytoken\d+x/g;

/** Nobody's. */
const account = '000011112222';

/**
 * What only CloudFormation will know cannot be read at synth: a plugin refuses `${Token[…]}` as the name of a table. A
 * placeholder is taken for the name of a table, a parameter or a policy, and that of an ARN for such an ARN.
 */
export function tokenPlaceholders(): TokenPlaceholders {
  const made = new Map<string, string>();
  const standsFor = new Map<string, string>();
  const placeholderOf = (text: string, form: (name: string) => string): string => {
    const known = made.get(text);
    if (known !== undefined) return known;
    const placeholder = form(nameOf(made.size + 1));
    made.set(text, placeholder);
    standsFor.set(placeholder, text);
    return placeholder;
  };
  const replaced = (text: string, by: (placeholder: string) => string): string =>
    standsFor.size === 0
      ? text
      : text.replaceAll(new RegExp([...standsFor.keys()].join('|'), 'g'), by);
  return {
    conceal(text) {
      // What a user calls so has a placeholder too, and is not taken for a token's.
      const distinct = text.replaceAll(names, (name) => placeholderOf(name, String));
      const concealed = Tokenization.reverseString(distinct)
        .mapTokens({ mapToken: (token) => placeholderOf(Token.asString(token), formOf(token)) })
        .join({ join: (left, right) => `${left ?? ''}${right ?? ''}` });
      return String(concealed ?? '');
    },
    reveal: (text) => replaced(text, (found) => standsFor.get(found) ?? found),
    isChanged(text) {
      const rest = replaced(text, () => '');
      const parts = [...standsFor.keys()].some((one) => one.includes(account)) ? [account] : [];
      return rest.search(names) >= 0 || parts.some((part) => rest.includes(part));
    },
  };
}

/** References that are ARNs by another name than `Arn`. */
const arns: Readonly<Record<string, (name: string) => string>> = {
  'AWS::SecretsManager::Secret Ref': (name) => arnOf('secretsmanager', `secret:${name}-AAAAAA`),
  'AWS::Lambda::Function Arn': (name) => arnOf('lambda', `function:${name}`),
  'AWS::Lambda::Alias Ref': (name) => arnOf('lambda', `function:${name}:alias`),
  'AWS::Lambda::Version Ref': (name) => arnOf('lambda', `function:${name}:1`),
};

/** Where a plugin looks at the form: what it would refuse when it is deployed, it refuses at synth. */
function formOf(token: IResolvable): (name: string) => string {
  if (!Reference.isReference(token) || !CfnResource.isCfnResource(token.target)) return String;
  const type = token.target.cfnResourceType;
  const known = arns[`${type} ${token.displayName}`];
  if (known !== undefined) return known;
  const [, service = ''] = type.toLowerCase().split('::');
  return token.displayName === 'Arn' ? (name) => arnOf(service, name) : String;
}

const arnOf = (service: string, resource: string): string =>
  `arn:aws:${service}:us-east-1:${account}:${resource}`;
