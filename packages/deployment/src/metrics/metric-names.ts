/**
 * What a hook is counted by in CloudWatch. The decision's log line carries these metrics where the hook runs as a Lambda
 * function, in CloudWatch's embedded metric format; so does the line of the proxy in front of a container.
 *
 * Dimensions are those whose values are few and known beforehand. A claim certificate's id has no bound: it stays a member of the
 * line, for `claimCertificateInsight` and for queries.
 */
export const metricNames = Object.freeze({
  namespace: 'Gangway',
  /** How many decisions; by function, by outcome, and by code where there is one. */
  decisions: 'Decisions',
  /** Milliseconds that a decision took; by function. */
  duration: 'DecisionDuration',
  functionName: 'FunctionName',
  outcome: 'outcome',
  code: 'code',
});
