/**
 * What a hook is counted by in CloudWatch: by the line of each decision where it runs as a Lambda function, and by the line of the
 * proxy where it runs in a container.
 *
 * Dimensions are those whose values are few and known beforehand. A claim certificate's id has no bound: it is a member of the line,
 * and no dimension.
 */
export const metricNames = Object.freeze({
  namespace: 'Gangway',
  /** How many decisions: of a function, by outcome, and by code where there is one. */
  decisions: 'Decisions',
  /** Milliseconds that a decision took, of a function. */
  duration: 'DecisionDuration',
  functionName: 'FunctionName',
  outcome: 'outcome',
  code: 'code',
});
