// npx cdk deploy
import { App, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { deployContainer } from './stack.js';

const stack = new Stack(new App(), 'container');

deployContainer(stack, {
  templateName: 'first-fleet',
  // Its NAT gateway is paid for by the hour, as Fargate, the load balancer and the endpoint of Secrets Manager are.
  vpc: new Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 }),
  image: 'registry.example.com/hook:1',
  certificate:
    'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000',
  domainName: 'hook.example.com',
});
