/** Where a hook is deployed. A value may be one that only the deployment knows, such as `${AWS::Region}`: nobody looks into it. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}
