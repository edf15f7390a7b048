// Where imports may point. `packages` resolve to their built types, so both `src` and `dist` are named.
const outside = (name) => `^packages/(?!${name}/)`;
const source = (name) => `^packages/${name}/(src|test)/`;

/** Each rule with a file that breaks it. */
export const rules = [
  {
    name: 'core-imports-no-other-package',
    severity: 'error',
    from: { path: '^packages/core/src/' },
    to: { path: outside('core') },
    canary: {
      file: 'packages/core/src/canary-outward.ts',
      text: "export { defineHook } from '../../composition/src/index.js';\n",
    },
  },
  {
    name: 'core-has-no-runtime-dependency-but-its-one',
    severity: 'error',
    from: { path: '^packages/core/src/' },
    to: { path: 'node_modules', pathNot: 'node_modules/(@standard-schema/spec|@types/node)' },
    canary: {
      file: 'packages/core/src/canary-library.ts',
      text: "export { expect } from 'chai';\n",
    },
  },
  {
    name: 'only-composition-imports-inversify',
    severity: 'error',
    from: {
      path: '^(packages|examples)/',
      pathNot: '^(packages/composition/|examples/custom-checks/)',
    },
    to: { path: '(node_modules|^)/?(inversify|@inversifyjs|reflect-metadata)' },
    canary: {
      file: 'packages/plugins/src/canary-container.ts',
      text: "export { Container } from 'inversify';\n",
    },
  },
  {
    name: 'plugins-and-adapters-know-core-alone',
    severity: 'error',
    from: { path: '^packages/(plugins|hop|adapter-lambda|adapter-http)/src/' },
    to: {
      path: '^packages/(composition|testing|cli|adapter-lambda|adapter-http|plugins)/',
      pathNot: '^packages/$1/',
    },
    canary: {
      file: 'packages/plugins/src/canary-sideways.ts',
      text: "export { composeHook } from '../../composition/src/index.js';\n",
    },
  },
  {
    // A template is read by the emulator, the lint and the construct alike.
    name: 'templates-know-nothing-of-gangway',
    severity: 'error',
    from: { path: '^packages/template/src/' },
    to: { path: outside('template') },
    canary: {
      file: 'packages/template/src/canary-inward.ts',
      text: "export { limits } from '../../core/src/index.js';\n",
    },
  },
  {
    name: 'the-emulator-knows-no-hook-from-inside',
    severity: 'error',
    from: { path: '^packages/emulator/src/' },
    to: {
      path: '^packages/(composition|testing|cli|rehearsal|adapter-http|plugins)/',
      pathNot: '^packages/plugins/(src|dist)/system-clock',
    },
    canary: {
      file: 'packages/emulator/src/canary-inside.ts',
      text: "export { composeHook } from '../../composition/src/index.js';\n",
    },
  },
  {
    // `gangway lab` signs certificates, and waits for no broker to be loaded.
    name: 'certificates-stand-alone',
    severity: 'error',
    from: { path: '^packages/emulator/src/certificates/' },
    to: { path: '^packages/emulator/(src|dist)/mqtt/|node_modules/(aedes|hono)/', reachable: true },
    canary: {
      file: 'packages/emulator/src/certificates/canary-broker.ts',
      text: "export { startMqttServer } from '../mqtt/start-mqtt-server.js';\n",
    },
  },
  {
    // What is true of every deployment is read by constructs and by `gangway doctor`, which has no AWS CDK.
    name: 'only-cdk-knows-the-aws-cdk',
    severity: 'error',
    from: { path: '^packages/', pathNot: '^packages/cdk/' },
    to: { path: 'node_modules/(aws-cdk-lib|constructs)/|^packages/cdk/' },
    canary: {
      file: 'packages/deployment/src/canary-construct.ts',
      text: "export { Construct } from '../../cdk/node_modules/constructs/lib/construct.js';\n",
    },
  },
  {
    name: 'what-a-deployment-needs-is-data',
    severity: 'error',
    from: { path: '^packages/deployment/src/' },
    to: { path: '^packages/(?!deployment/|core/|template/)' },
    canary: {
      file: 'packages/deployment/src/canary-doing.ts',
      text: "export { lambdaHandler } from '../../adapter-lambda/src/index.js';\n",
    },
  },
  {
    name: 'nothing-imports-the-cli',
    severity: 'error',
    from: { path: '^(packages|examples)/', pathNot: source('cli') },
    to: { path: '^packages/cli/' },
    canary: {
      file: 'packages/composition/src/canary-cli.ts',
      text: "export * from '../../cli/src/main.js';\n",
    },
  },
  {
    name: 'packages-meet-at-their-public-entries',
    severity: 'error',
    from: { path: '^packages/([^/]+)/' },
    to: {
      path: '^packages/[^/]+/(src|dist)/.+',
      pathNot: [
        '^packages/$1/',
        '^packages/[^/]+/(src|dist)/index\\.',
        '^packages/plugins/(src|dist)/[^/]+$',
        '^packages/plugins/(src|dist)/runtime-api/index\\.',
        '^packages/adapter-lambda/(src|dist)/[^/]+$',
        '^packages/emulator/(src|dist)/(certificates|container)/index\\.',
        '^packages/adapter-http/(src|dist)/settings/setting-table\\.',
        '^packages/testing/(src|dist)/(account|contracts|dynamodb|iot|lambda|secrets|ssm|stacks)/index\\.',
      ],
    },
    canary: {
      file: 'packages/composition/src/canary-deep.ts',
      text: "export { Denied } from '../../core/src/pipeline/denied.js';\n",
    },
  },
  {
    // What cannot be found was not declared, or does not exist: no other rule would see it.
    name: 'every-import-is-found',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
    canary: {
      file: 'packages/core/src/canary-unresolved.ts',
      text: "export { serve } from '@gangway/adapter-http';\n",
    },
  },
  {
    name: 'no-circles',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    canary: {
      file: 'packages/composition/src/canary-circle.ts',
      text: "export * from './canary-circle.js';\n",
    },
  },
];
