import * as v from 'valibot';
import { arnOf } from '../../account/account.js';
import type { TemplateRow, TemplateVersionRow } from '../../account/rows.js';
import { queryBoolean, queryInteger, seconds, templateName } from '../members.js';
import { defineOperation, type Operation } from '../operation.js';
import { pageMembers, pageOf } from '../paging.js';
import { notFound, ServiceError } from '../service-error.js';
import { checkBody } from './template-body.js';
import { templateBody, templateOf, versionLimit } from './template-checks.js';

const largestVersionId = 2_147_483_647;
const versionId = queryInteger(0, largestVersionId);

const createVersion = defineOperation({
  name: 'CreateProvisioningTemplateVersion',
  method: 'POST',
  path: '/provisioning-templates/{templateName}/versions',
  query: ['setAsDefault'],
  members: { templateName, templateBody, setAsDefault: v.optional(queryBoolean, 'false') },
  run({ account }, { templateName: name, templateBody: body, setAsDefault }) {
    const template = templateOf(account, name);
    if (template.versions.length >= versionLimit) {
      throw new ServiceError(
        'VersionsLimitExceededException',
        `Template ${name} has ${versionLimit} versions; delete one first`,
      );
    }
    checkBody(template.type, body);
    const now = account.clock.now();
    const id = Math.max(...template.versions.map((version) => version.versionId)) + 1;
    account.store.templates.put(name, {
      ...template,
      versions: [...template.versions, { versionId: id, templateBody: body, createdAt: now }],
      defaultVersionId: setAsDefault ? id : template.defaultVersionId,
      modifiedAt: now,
    });
    return {
      templateArn: arnOf(account, 'provisioningtemplate', name),
      templateName: name,
      versionId: id,
      isDefaultVersion: setAsDefault,
    };
  },
});

const describeVersion = defineOperation({
  name: 'DescribeProvisioningTemplateVersion',
  method: 'GET',
  path: '/provisioning-templates/{templateName}/versions/{versionId}',
  members: { templateName, versionId },
  run({ account }, { templateName: name, versionId: id }) {
    const template = templateOf(account, name);
    const version = versionOf(template, id);
    return { ...summaryOf(template, version), templateBody: version.templateBody };
  },
});

const listVersions = defineOperation({
  name: 'ListProvisioningTemplateVersions',
  method: 'GET',
  path: '/provisioning-templates/{templateName}/versions',
  query: ['maxResults', 'nextToken'],
  members: { templateName, ...pageMembers },
  run({ account }, { templateName: name, maxResults, nextToken }) {
    const template = templateOf(account, name);
    const keyOf = (version: TemplateVersionRow) => String(version.versionId).padStart(10, '0');
    const { items, next } = pageOf({
      list: `versions of ${name}`,
      token: nextToken,
      size: maxResults,
      keyOf,
      after: (key = '') => template.versions.filter((version) => keyOf(version) > key),
    });
    return { versions: items.map((version) => summaryOf(template, version)), nextToken: next };
  },
});

const deleteVersion = defineOperation({
  name: 'DeleteProvisioningTemplateVersion',
  method: 'DELETE',
  path: '/provisioning-templates/{templateName}/versions/{versionId}',
  members: { templateName, versionId },
  run({ account }, { templateName: name, versionId: id }) {
    const template = templateOf(account, name);
    const version = versionOf(template, id);
    if (id === template.defaultVersionId) {
      throw new ServiceError('DeleteConflictException', `Version ${id} is the default version`);
    }
    account.store.templates.put(name, {
      ...template,
      versions: template.versions.filter((other) => other !== version),
      modifiedAt: account.clock.now(),
    });
    return {};
  },
});

function versionOf({ templateName: name, versions }: TemplateRow, id: number): TemplateVersionRow {
  const version = versions.find((candidate) => candidate.versionId === id);
  if (version === undefined) throw notFound(`Template ${name} has no version ${id}`);
  return version;
}

const summaryOf = ({ defaultVersionId }: TemplateRow, version: TemplateVersionRow) => ({
  versionId: version.versionId,
  creationDate: seconds(version.createdAt),
  isDefaultVersion: version.versionId === defaultVersionId,
});

export const templateVersionOperations: readonly Operation[] = [
  createVersion,
  describeVersion,
  listVersions,
  deleteVersion,
];
