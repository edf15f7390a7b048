// npx cdk deploy
import { App, Stack } from 'aws-cdk-lib';
import { deployFirstHook } from './stack.js';

deployFirstHook(new Stack(new App(), 'first-hook'));
