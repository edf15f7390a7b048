/** A Contributor Insights rule: its body is JSON for CloudWatch. */
export interface InsightRule {
  /** At most 128 printable ASCII characters, and one of its kind in an account and region. */
  readonly name: string;
  readonly body: object;
}

/**
 * Counts refusals by claim certificate. There is no bound to the number of those, so they are no dimension of a metric; Contributor
 * Insights keeps the most frequent ones alone.
 *
 * @param logGroupName where the decision lines are; may be a reference of a template
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContributorInsights-RuleSyntax.html
 * @example claimCertificateInsight('/aws/lambda/fleet-hook').name; // 'gangway refusals by claim certificate: /aws/lambda/fleet-hook'
 */
export const claimCertificateInsight = (
  logGroupName: string,
  name = `gangway refusals by claim certificate: ${logGroupName}`,
): InsightRule => ({
  name,
  body: {
    Schema: { Name: 'CloudWatchLogRule', Version: 1 },
    LogGroupNames: [logGroupName],
    LogFormat: 'JSON',
    Contribution: {
      Keys: ['$.claimCertificateId'],
      Filters: [{ Match: '$.outcome', In: ['DENY_POLICY'] }],
    },
    AggregateOn: 'Count',
  },
});
