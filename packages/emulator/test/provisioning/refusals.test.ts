import { expect } from 'chai';
import { type Created, type Desk, dump, makeDesk, putTemplate, refusalOf } from './desk.js';
import { simpleTemplate } from './templates.js';

const parameters = { SerialNumber: 'SN-0001' };
const invalidToken = [400, 'InvalidCertificateOwnershipToken'];
const invalidRequest = [400, 'InvalidRequest'];
const denied = [403, 'AccessDenied'];

type Payload = (created: Created) => unknown;
const usual: Payload = ({ certificateOwnershipToken }) => ({
  certificateOwnershipToken,
  parameters,
});
const withParameters =
  (given: unknown): Payload =>
  ({ certificateOwnershipToken }) => ({ certificateOwnershipToken, parameters: given });

interface Case {
  readonly reason: string;
  readonly told: readonly unknown[];
  readonly payload?: Payload;
  readonly templateName?: string;
  /** Done to the account after the certificate was made. */
  readonly spoil?: (desk: Desk, created: Created) => void;
  /** What is over may be forgotten where somebody asks for it. */
  readonly isOver?: true;
}

const cases: Readonly<Record<string, Case>> = {
  'a payload that is no object': {
    reason: 'PAYLOAD_INVALID',
    told: invalidRequest,
    payload: () => 'text',
  },
  'a payload that is a map': {
    reason: 'PAYLOAD_INVALID',
    told: invalidRequest,
    payload: (created) => new Map(Object.entries(usual(created) as object)),
  },
  'no token': { reason: 'TOKEN_MISSING', told: invalidToken, payload: () => ({ parameters }) },
  'an empty token': {
    reason: 'TOKEN_MISSING',
    told: invalidToken,
    payload: () => ({ certificateOwnershipToken: '', parameters }),
  },
  'a token that is no text': {
    reason: 'TOKEN_UNKNOWN',
    told: invalidToken,
    payload: () => ({ certificateOwnershipToken: 7, parameters }),
  },
  'an invented token': {
    reason: 'TOKEN_UNKNOWN',
    told: invalidToken,
    payload: () => ({ certificateOwnershipToken: 'x'.repeat(128), parameters }),
  },
  'a token with one letter changed': {
    reason: 'TOKEN_UNKNOWN',
    told: invalidToken,
    payload: ({ certificateOwnershipToken: token }) => ({
      certificateOwnershipToken: `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      parameters,
    }),
  },
  'a token after its hour': {
    reason: 'TOKEN_EXPIRED',
    told: invalidToken,
    spoil: ({ clock }) => clock.advance(3_600_000),
    isOver: true,
  },
  'a token whose certificate is over before it': {
    reason: 'TOKEN_EXPIRED',
    told: invalidToken,
    spoil: ({ store, clock }, { certificateId }) => {
      const row = store.certificates.get(certificateId);
      if (row !== undefined) store.certificates.put(certificateId, { ...row, endsAt: clock.now() });
    },
    isOver: true,
  },
  'a token whose certificate was deleted': {
    reason: 'TOKEN_EXPIRED',
    told: invalidToken,
    spoil: ({ store }, { certificateId }) => void store.certificates.delete(certificateId),
    isOver: true,
  },
  'parameters that are a list': {
    reason: 'PARAMETERS_INVALID',
    told: invalidRequest,
    payload: withParameters(['SN-0001']),
  },
  'parameters that are a text': {
    reason: 'PARAMETERS_INVALID',
    told: invalidRequest,
    payload: withParameters('{"SerialNumber":"SN-0001"}'),
  },
  'a parameter that is a number': {
    reason: 'PARAMETERS_INVALID',
    told: invalidRequest,
    payload: withParameters({ SerialNumber: 1 }),
  },
  'a parameter that is too long': {
    reason: 'PARAMETERS_INVALID',
    told: invalidRequest,
    payload: withParameters({ ...parameters, Site: 'x'.repeat(4_097) }),
  },
  'a parameter whose name is too long': {
    reason: 'PARAMETERS_INVALID',
    told: invalidRequest,
    payload: withParameters({ ...parameters, ['x'.repeat(2_049)]: '' }),
  },
  'a template that does not exist': {
    reason: 'TEMPLATE_UNKNOWN',
    told: [404, 'ResourceNotFound'],
    templateName: 'no-fleet',
  },
  'a template that is disabled': {
    reason: 'TEMPLATE_DISABLED',
    told: invalidRequest,
    spoil: (desk) => changeTemplate(desk, { enabled: false }),
  },
  'a template for just-in-time provisioning': {
    reason: 'TEMPLATE_NOT_FOR_FLEETS',
    told: invalidRequest,
    spoil: (desk) => changeTemplate(desk, { type: 'JITP' }),
  },
  'a template without its default version': {
    reason: 'TEMPLATE_INVALID',
    told: [400, 'ResourceRegistrationFailure'],
    spoil: (desk) => changeTemplate(desk, { defaultVersionId: 2 }),
  },
  'a template that cannot be read': {
    reason: 'TEMPLATE_INVALID',
    told: [400, 'ResourceRegistrationFailure'],
    spoil: ({ store }) => putTemplate(store, 'first-fleet', { Resources: 'none' }),
  },
  'a claim certificate that was deactivated': {
    reason: 'CLAIM_NOT_ACTIVE',
    told: denied,
    spoil: (desk) => changeClaim(desk, { status: 'INACTIVE' }),
  },
  'a claim certificate that was deleted': {
    reason: 'CLAIM_NOT_ACTIVE',
    told: denied,
    spoil: ({ store, caller }) => void store.certificates.delete(caller.certificateId),
  },
  'a provisioning claim after its five minutes': {
    reason: 'CLAIM_NOT_ACTIVE',
    told: denied,
    spoil: (desk) => changeClaim(desk, { claimOf: 'first-fleet', endsAt: desk.clock.now() }),
    isOver: true,
  },
  'a provisioning claim for another template': {
    reason: 'CLAIM_OF_ANOTHER_TEMPLATE',
    told: denied,
    spoil: (desk) => changeClaim(desk, { claimOf: 'other-fleet' }),
  },
};

function changeTemplate({ store }: Desk, change: object): void {
  const row = store.templates.get('first-fleet');
  if (row !== undefined) store.templates.put('first-fleet', { ...row, ...change });
}

function changeClaim({ store, caller: { certificateId } }: Desk, change: object): void {
  const row = store.certificates.get(certificateId);
  if (row !== undefined) store.certificates.put(certificateId, { ...row, ...change });
}

describe('RegisterThing refuses, writes nothing and does not ask the hook', () => {
  for (const [
    name,
    { reason, told, payload = usual, templateName, spoil, isOver },
  ] of Object.entries(cases)) {
    it(`for ${name}`, async () => {
      let asked = 0;
      const desk = await makeDesk({
        ask: async () => {
          asked += 1;
          return { allowProvisioning: true };
        },
      });
      const created = await desk.create();
      spoil?.(desk, created);
      const before = dump(desk.store);
      const call = desk.register(
        payload(created),
        templateName === undefined ? {} : { templateName },
      );
      const refusal = (await refusalOf(call)) as Readonly<Record<string, unknown>>;
      expect(refusal).to.have.all.keys('statusCode', 'errorCode', 'errorMessage');
      expect([refusal.statusCode, refusal.errorCode]).to.deep.equal(told);
      expect(desk.reason()).to.match(new RegExp(`^${reason}: `));
      if (isOver !== true) expect(dump(desk.store)).to.deep.equal(before);
      expect(desk.store.things.count()).to.equal(0);
      expect(asked).to.equal(0);
      expect(JSON.stringify(desk.logger.lines)).to.not.include(created.certificateOwnershipToken);
    });
  }

  it('says of an empty token what AWS IoT was seen to say', async () => {
    const desk = await makeDesk();
    expect(await refusalOf(desk.register({}))).to.deep.equal({
      statusCode: 400,
      errorCode: 'InvalidCertificateOwnershipToken',
      errorMessage: 'Certificate ownership token cannot be empty.',
    });
  });

  it('takes a provisioning claim for its own template', async () => {
    const desk = await makeDesk();
    changeClaim(desk, { claimOf: 'first-fleet', endsAt: desk.clock.now() + 300_000 });
    expect(await desk.register(usual(await desk.create()))).to.have.property('thingName');
  });

  it('takes a token on another connection, with another claim certificate', async () => {
    const desk = await makeDesk();
    const created = await desk.create();
    const other = 'ab'.repeat(32);
    const claim = desk.store.certificates.get(desk.caller.certificateId);
    if (claim !== undefined) desk.store.certificates.put(other, { ...claim, certificateId: other });
    const answer = await desk.register(usual(created), {
      clientId: 'another',
      certificateId: other,
    });
    expect(answer).to.have.property('thingName');
  });

  it('takes no claim that was taken away while the hook decided', async () => {
    const desk: Desk = await makeDesk({
      ask: async () => {
        changeClaim(desk, { status: 'REVOKED' });
        return { allowProvisioning: true };
      },
    });
    expect(await refusalOf(desk.register(usual(await desk.create())))).to.deep.include({
      statusCode: 403,
    });
    expect(desk.store.things.count()).to.equal(0);
  });

  for (const [what, takeAway, told] of [
    ['switched off', (desk: Desk) => changeTemplate(desk, { enabled: false }), 400],
    ['deleted', ({ store }: Desk) => store.templates.delete('first-fleet'), 404],
  ] as const) {
    it(`provisions by no template that was ${what} while the hook decided`, async () => {
      const desk: Desk = await makeDesk({
        ask: async () => {
          takeAway(desk);
          return { allowProvisioning: true };
        },
      });
      const created = await desk.create();
      expect(await refusalOf(desk.register(usual(created)))).to.deep.include({ statusCode: told });
      expect(desk.store.things.count()).to.equal(0);
      expect(desk.store.tokens.count()).to.equal(1);
    });
  }

  it('refuses CreateKeysAndCertificate as well, where the claim certificate is not active', async () => {
    const desk = await makeDesk({ body: simpleTemplate() });
    changeClaim(desk, { status: 'INACTIVE' });
    expect(await refusalOf(desk.create())).to.deep.include({ statusCode: 403 });
    expect(desk.store.tokens.count()).to.equal(0);
  });
});
