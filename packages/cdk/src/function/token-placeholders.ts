import { CfnResource, type IResolvable, Reference, Token, Tokenization } from 'aws-cdk-lib';

/** Names in place of tokens, and tokens in place of names. */
export interface TokenPlaceholders {
  /** The text with a placeholder for each token. */
  conceal(text: string): string;
  /** The text with each token in its place again. */
  reveal(text: string): string;
}

const arnHead = (service: string) => `arn:aws:${service}:us-east-1:111122223333`;

/** References that are ARNs, where a plugin looks at the ARN's form. */
const arnForms: Readonly<Record<string, (id: string) => string>> = {
  'AWS::SecretsManager::Secret Ref': (id) => `${arnHead('secretsmanager')}:secret:${id}-AAAAAA`,
  'AWS::Lambda::Function Arn': (id) => `${arnHead('lambda')}:function:${id}`,
};

const placeholders =
  /arn:aws:[a-z]+:us-east-1:111122223333:(?:secret|function):gangwaytoken\d+x(?:-AAAAAA)?|gangwaytoken\d+x/g;

/**
 * What only CloudFormation will know cannot be read at synth: a plugin refuses `${Token[…]}` as the name of a table. A
 * placeholder is taken for the name of a table, a parameter or a policy, and that of an ARN for such an ARN.
 */
export function tokenPlaceholders(): TokenPlaceholders {
  const byMarker = new Map<string, string>();
  const markers = new Map<string, string>();
  const placeholderOf = (token: IResolvable): string => {
    const marker = Token.asString(token);
    const known = byMarker.get(marker);
    if (known !== undefined) return known;
    // The last letter keeps the first from being found in the tenth.
    const made = formOf(token)(`gangwaytoken${byMarker.size + 1}x`);
    byMarker.set(marker, made);
    markers.set(made, marker);
    return made;
  };
  return {
    conceal: (text) =>
      String(
        Tokenization.reverseString(text)
          .mapTokens({ mapToken: placeholderOf })
          .join({ join: (left, right) => `${left ?? ''}${right ?? ''}` }) ?? '',
      ),
    reveal: (text) => text.replaceAll(placeholders, (found) => markers.get(found) ?? found),
  };
}

function formOf(token: IResolvable): (id: string) => string {
  if (!Reference.isReference(token) || !CfnResource.isCfnResource(token.target)) return String;
  return arnForms[`${token.target.cfnResourceType} ${token.displayName}`] ?? String;
}
