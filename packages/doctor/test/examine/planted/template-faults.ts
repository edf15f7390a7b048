import { both, change, gone, type Output, rolePolicy } from '../damage.js';
import type { PlantedFault } from './planted-fault.js';

const template = (edit: (output: Output) => void) =>
  change('iot DescribeProvisioningTemplate first-fleet', edit);
const body = (edit: (own: Output) => void) =>
  template((output) => {
    const own = JSON.parse(output.templateBody);
    edit(own);
    output.templateBody = JSON.stringify(own);
  });
export const templateFaults: readonly PlantedFault[] = [
  {
    fault: 'there is no template',
    code: 'TEMPLATE_ABSENT',
    damage: gone('iot DescribeProvisioningTemplate first-fleet'),
  },
  {
    fault: 'the template is not enabled',
    code: 'TEMPLATE_DISABLED',
    damage: template((output) => {
      output.enabled = false;
    }),
  },
  {
    fault: 'the template is one of just-in-time provisioning',
    code: 'TEMPLATE_TYPE_WRONG',
    damage: template((output) => {
      output.type = 'JITP';
    }),
  },
  {
    fault: 'the body activates no certificate',
    code: 'TEMPLATE_BODY_WRONG',
    damage: both(
      body((own) => {
        delete own.Resources.certificate;
      }),
      rolePolicy('fleet-provisioning', (statements) => {
        const unneeded = [
          'iot:DescribeCertificate',
          'iot:UpdateCertificate',
          'iot:AttachThingPrincipal',
          'iot:ListPrincipalThings',
        ];
        for (const statement of statements) {
          statement.Action = statement.Action.filter(
            (action: string) => !unneeded.includes(action),
          );
        }
      }),
    ),
  },
  {
    fault: 'the body has a parameter that nothing uses',
    code: 'TEMPLATE_BODY_DOUBTFUL',
    damage: body((own) => {
      own.Parameters.Colour = { Type: 'String', Default: 'red' };
    }),
  },
  {
    fault: 'the body leaves out what the hook sets',
    code: 'TEMPLATE_BODY_DOUBTFUL',
    damage: body((own) => {
      delete own.Parameters.Site;
      delete own.DeviceConfiguration.Site;
    }),
  },
  {
    fault: 'the template has no hook',
    code: 'HOOK_ABSENT',
    damage: template((output) => {
      delete output.preProvisioningHook;
    }),
  },
  {
    fault: 'the hook is a state machine',
    code: 'HOOK_NOT_A_FUNCTION',
    damage: template((output) => {
      output.preProvisioningHook.targetArn =
        'arn:aws:states:us-east-1:123456789012:stateMachine:hook';
    }),
  },
  {
    fault: 'the hook is in another account',
    code: 'HOOK_FOREIGN',
    damage: template((output) => {
      output.preProvisioningHook.targetArn =
        'arn:aws:lambda:us-east-1:999999999999:function:fleet-hook:live';
    }),
  },
  {
    fault: 'the hook is in another Region',
    code: 'HOOK_FOREIGN',
    damage: template((output) => {
      output.preProvisioningHook.targetArn =
        'arn:aws:lambda:eu-west-1:123456789012:function:fleet-hook:live';
    }),
  },
  {
    fault: 'the hook has no payload version',
    code: 'PAYLOAD_VERSION_WRONG',
    damage: template((output) => {
      delete output.preProvisioningHook.payloadVersion;
    }),
  },
];
