import { provisioningRolePermissions } from '@gangway/deployment';
import { evaluateTemplate, readTemplate } from '@gangway/template';
import { expect } from 'chai';
import fc from 'fast-check';
import { matches } from './iam-patterns.js';

const names = fc.constantFrom('oslo', 'bergen', 'fleet-1', '0', '1');

/** Expressions of templates, some in others. */
const { expression } = fc.letrec((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3 },
    names,
    fc.constantFrom('Site', 'SerialNumber').map((name) => ({ Ref: name })),
    fc
      .tuple(fc.constantFrom('', '-'), fc.array(tie('expression'), { minLength: 1, maxLength: 3 }))
      .map((join) => ({ 'Fn::Join': join })),
    fc
      .tuple(
        fc.constantFrom('0', '1', { Ref: 'Site' }),
        fc.tuple(tie('expression'), tie('expression')),
      )
      .map((select) => ({ 'Fn::Select': select })),
    fc
      .tuple(fc.constantFrom('0', { Ref: 'Site' }), fc.constantFrom('Name', 'Code'))
      .map(([row, column]) => ({ 'Fn::FindInMap': ['Sites', row, column] })),
    tie('expression').map((inner) => ({
      'Fn::Sub': [`\${Site}-\${Own}.x`, { Own: inner }],
    })),
  ),
}));

const bodyOf = (name: unknown): string =>
  JSON.stringify({
    Parameters: { SerialNumber: { Type: 'String' }, Site: { Type: 'String' } },
    Mappings: { Sites: { '0': { Name: 'oslo', Code: 'a' }, '1': { Name: 'bergen', Code: 'b' } } },
    Resources: { policy: { Type: 'AWS::IoT::Policy', Properties: { PolicyName: name } } },
  });

describe("the names that a provisioning role's permissions hold", () => {
  it('let in whatever the body comes to for any device', () => {
    let [named, narrow] = [0, 0];
    fc.assert(
      fc.property(expression, names, fc.constantFrom('0', '1'), (name, serialNumber, site) => {
        const reading = readTemplate(bodyOf(name));
        if (reading.kind === 'refused') return;
        const parameters = { SerialNumber: serialNumber, Site: site };
        const evaluated = evaluateTemplate(reading.template, parameters);
        if (evaluated.kind === 'refused') return;
        const [policy] = evaluated.provisioning.policies;
        const resources = provisioningRolePermissions(reading.template)
          .filter(({ action }) => action === 'iot:GetPolicy')
          .map(({ resource }) => resource.replace('arn:aws:iot:*:*:policy/', ''));
        const found = policy?.kind === 'name' ? policy.name : '';
        expect(resources.some((pattern) => matches(pattern, found))).to.equal(true);
        named += 1;
        if (!resources.includes('*')) narrow += 1;
      }),
    );
    expect(named, 'hardly any body came to a name').to.be.above(30);
    expect(narrow, 'hardly any name was narrowed').to.be.above(10);
  });
});
