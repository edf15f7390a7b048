import * as v from 'valibot';
import { type Account, arnOf } from '../../account/account.js';
import type { TemplateRow } from '../../account/rows.js';
import { seconds, tags, templateName } from '../members.js';
import { defineOperation, type Operation } from '../operation.js';
import { pageMembers, pageOf, rowsAfter } from '../paging.js';
import { invalidRequest, ServiceError } from '../service-error.js';
import { checkBody } from './template-body.js';
import {
  checkHook,
  description,
  preProvisioningHook,
  provisioningRoleArn,
  templateBody,
  templateOf,
} from './template-checks.js';

const createTemplate = defineOperation({
  name: 'CreateProvisioningTemplate',
  method: 'POST',
  path: '/provisioning-templates',
  members: {
    templateName,
    templateBody,
    provisioningRoleArn,
    description: v.optional(description),
    enabled: v.optional(v.boolean(), false),
    preProvisioningHook: v.optional(preProvisioningHook),
    type: v.optional(v.picklist(['FLEET_PROVISIONING', 'JITP']), 'FLEET_PROVISIONING'),
    tags,
  },
  run({ account }, input) {
    const { templateName: name, templateBody: body, preProvisioningHook: hook, type } = input;
    const templateArn = arnOf(account, 'provisioningtemplate', name);
    if (account.store.templates.get(name) !== undefined) {
      throw new ServiceError(
        'ResourceAlreadyExistsException',
        `Template with name ${name} already exists`,
        { resourceId: name, resourceArn: templateArn },
      );
    }
    checkBody(type, body);
    if (hook !== undefined) checkHook(account, type, hook.targetArn);
    const now = account.clock.now();
    account.store.templates.put(name, {
      templateName: name,
      ...(input.description === undefined ? {} : { description: input.description }),
      enabled: input.enabled,
      type,
      provisioningRoleArn: input.provisioningRoleArn,
      ...(hook === undefined ? {} : { preProvisioningHook: hook }),
      versions: [{ versionId: 1, templateBody: body, createdAt: now }],
      defaultVersionId: 1,
      createdAt: now,
      modifiedAt: now,
    });
    return { templateArn, templateName: name, defaultVersionId: 1 };
  },
});

const describeTemplate = defineOperation({
  name: 'DescribeProvisioningTemplate',
  method: 'GET',
  path: '/provisioning-templates/{templateName}',
  members: { templateName },
  run({ account }, { templateName: name }) {
    const template = templateOf(account, name);
    const { defaultVersionId, versions } = template;
    return {
      ...summaryOf(account, template),
      defaultVersionId,
      templateBody: versions.find(({ versionId }) => versionId === defaultVersionId)?.templateBody,
      provisioningRoleArn: template.provisioningRoleArn,
      preProvisioningHook: template.preProvisioningHook,
    };
  },
});

const listTemplates = defineOperation({
  name: 'ListProvisioningTemplates',
  method: 'GET',
  path: '/provisioning-templates',
  query: ['maxResults', 'nextToken'],
  members: pageMembers,
  run({ account }, { maxResults, nextToken }) {
    const keyOf = (template: TemplateRow) => template.templateName;
    const { items, next } = pageOf({
      list: 'provisioning templates',
      token: nextToken,
      size: maxResults,
      keyOf,
      after: (key) => rowsAfter(account.store.templates, keyOf, key),
    });
    return { templates: items.map((template) => summaryOf(account, template)), nextToken: next };
  },
});

const updateTemplate = defineOperation({
  name: 'UpdateProvisioningTemplate',
  method: 'PATCH',
  path: '/provisioning-templates/{templateName}',
  members: {
    templateName,
    description: v.optional(description),
    enabled: v.optional(v.boolean()),
    defaultVersionId: v.optional(v.pipe(v.number(), v.integer())),
    provisioningRoleArn: v.optional(provisioningRoleArn),
    preProvisioningHook: v.optional(preProvisioningHook),
    removePreProvisioningHook: v.optional(v.boolean(), false),
  },
  run({ account }, { templateName: name, removePreProvisioningHook: removed, ...changes }) {
    const { preProvisioningHook: oldHook, ...template } = templateOf(account, name);
    const { defaultVersionId = template.defaultVersionId } = changes;
    if (!template.versions.some(({ versionId }) => versionId === defaultVersionId)) {
      throw invalidRequest(`Template ${name} has no version ${defaultVersionId}`);
    }
    // It cannot mean both, and a template must never lose its hook by a guess.
    if (removed && changes.preProvisioningHook !== undefined) {
      throw invalidRequest('A hook cannot be given and removed at once');
    }
    if (changes.preProvisioningHook !== undefined) {
      checkHook(account, template.type, changes.preProvisioningHook.targetArn);
    }
    const hook = removed ? undefined : (changes.preProvisioningHook ?? oldHook);
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    account.store.templates.put(name, {
      ...template,
      ...Object.fromEntries(given),
      ...(hook === undefined ? {} : { preProvisioningHook: hook }),
      modifiedAt: account.clock.now(),
    });
    return {};
  },
});

const deleteTemplate = defineOperation({
  name: 'DeleteProvisioningTemplate',
  method: 'DELETE',
  path: '/provisioning-templates/{templateName}',
  members: { templateName },
  run({ account }, { templateName: name }) {
    templateOf(account, name);
    account.store.templates.delete(name);
    return {};
  },
});

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_ProvisioningTemplateSummary.html */
const summaryOf = (account: Account, template: TemplateRow) => ({
  templateArn: arnOf(account, 'provisioningtemplate', template.templateName),
  templateName: template.templateName,
  description: template.description,
  creationDate: seconds(template.createdAt),
  lastModifiedDate: seconds(template.modifiedAt),
  enabled: template.enabled,
  type: template.type,
});

export const templateOperations: readonly Operation[] = [
  createTemplate,
  describeTemplate,
  listTemplates,
  updateTemplate,
  deleteTemplate,
];
