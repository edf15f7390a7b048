// npx cdk deploy
import { App, Stack } from 'aws-cdk-lib';
import { deployDeviceClaims } from './stack.js';

deployDeviceClaims(new Stack(new App(), 'device-claims'));
