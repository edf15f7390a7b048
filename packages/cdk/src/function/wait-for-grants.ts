import type * as iam from 'aws-cdk-lib/aws-iam';
import { Dependable } from 'constructs';

/**
 * What waits for a role from now on waits for what is granted to it beside its own policies. For the role itself whoever names it
 * waits anyway, and to say it once more is what cfn-lint calls W3005.
 */
export function waitForGrants(role: iam.Role): void {
  Dependable.implement(role, {
    get dependencyRoots() {
      // The CDK's name for the policy of grants; it is there with the first.
      const granted = role.node.tryFindChild('DefaultPolicy');
      return granted === undefined ? [] : [granted];
    },
  });
}
