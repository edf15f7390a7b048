import type { Template } from 'aws-cdk-lib/assertions';
import { resourcesOf } from './cloud-formation.js';

type Rule = Readonly<Record<string, unknown>>;

/** Every way that a template's security groups open, as `from -> to : port`, for each end that opens it. */
export function opened(template: Template): { readonly out: string[]; readonly in: string[] } {
  const groups = resourcesOf(template, 'AWS::EC2::SecurityGroup');
  const inline = (id: string, rules: readonly Rule[] = []) => rules.map((rule) => ({ id, rule }));
  const alone = (type: string) =>
    resourcesOf(template, type).map(({ Properties }) => ({
      id: peerOf(Properties.GroupId),
      rule: Properties as Rule,
    }));
  const egress = [
    ...groups.flatMap(({ id, Properties }) => inline(id, Properties.SecurityGroupEgress)),
    ...alone('AWS::EC2::SecurityGroupEgress'),
  ].filter(({ rule }) => rule.CidrIp !== '255.255.255.255/32');
  const ingress = [
    ...groups.flatMap(({ id, Properties }) => inline(id, Properties.SecurityGroupIngress)),
    ...alone('AWS::EC2::SecurityGroupIngress'),
  ];
  return {
    out: egress
      .map(({ id, rule }) => `${short(id)} -> ${to(rule, 'DestinationSecurityGroupId')}`)
      .sort(),
    in: ingress.map(({ id, rule }) => `${from(rule)} -> ${short(id)} : ${ports(rule)}`).sort(),
  };
}

const to = (rule: Rule, member: string) =>
  `${rule[member] === undefined ? String(rule.CidrIp) : short(peerOf(rule[member]))} : ${ports(rule)}`;
const from = (rule: Rule) =>
  rule.SourceSecurityGroupId === undefined
    ? String(rule.CidrIp)
    : short(peerOf(rule.SourceSecurityGroupId));
const ports = ({ IpProtocol, FromPort, ToPort }: Rule) =>
  `${IpProtocol} ${FromPort === ToPort ? FromPort : `${FromPort}-${ToPort}`}`;

function peerOf(reference: unknown): string {
  const { 'Fn::GetAtt': [id] = [] } = reference as { readonly 'Fn::GetAtt'?: readonly string[] };
  return id ?? JSON.stringify(reference);
}

/** Without what the CDK adds. */
const short = (id: string) => id.replace(/^Hook(?:Network)?/, '').replace(/[0-9A-F]{8}$/, '');
