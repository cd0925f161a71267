/** What published records have of a rule that lets the world in, and of rules that do not. */
export interface RecordedAccess {
  /** Where a record of this shape is shown, or its fields are named. */
  readonly from: string;
  readonly eventName: string;
  readonly requestParameters: Record<string, any>;
}

const AUTHORIZE = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html';
const MODIFY = 'https://github.com/aws-samples/cloud-trail-lake-query-samples/blob/5164492b876455e16a2792184606eb9728e57f9a/ec2-security-historical-changes.sql';
const ACL = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html';

function permissions(ranges: { v4?: string[]; v6?: string[] }): Record<string, any> {
  const items = (field: string, values: string[] = []) => (values.length > 0 ? { items: values.map((value) => ({ [field]: value })) } : {});
  return {
    groupId: 'sg-0123456789abcdef0',
    ipPermissions: {
      items: [{
        ipProtocol: 'tcp',
        fromPort: 22,
        toPort: 22,
        groups: {},
        prefixListIds: {},
        ipRanges: items('cidrIp', ranges.v4),
        ipv6Ranges: items('cidrIpv6', ranges.v6),
      }],
    },
  };
}

function modified(rule: Record<string, any> | Record<string, any>[]): Record<string, any> {
  const wrapped = (one: Record<string, any>, tag: number) => ({ SecurityGroupRule: { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, ...one }, SecurityGroupRuleId: 'sgr-0123456789abcdef0', tag });
  return {
    ModifySecurityGroupRulesRequest: {
      GroupId: 'sg-0123456789abcdef0',
      SecurityGroupRule: Array.isArray(rule) ? rule.map((one, at) => wrapped(one, at + 1)) : wrapped(rule, 1),
    },
  };
}

function acl(more: Record<string, any>): Record<string, any> {
  return { networkAclId: 'acl-0123456789abcdef0', ruleNumber: 100, aclProtocol: '6', portRange: { from: 22, to: 22 }, icmpTypeCode: {}, egress: false, ruleAction: 'allow', ...more };
}

export const OPEN: Record<string, RecordedAccess> = {
  'a range of IPv4': { from: AUTHORIZE, eventName: 'AuthorizeSecurityGroupIngress', requestParameters: permissions({ v4: ['0.0.0.0/0'] }) },
  'a range of IPv6': { from: AUTHORIZE, eventName: 'AuthorizeSecurityGroupIngress', requestParameters: permissions({ v6: ['::/0'] }) },
  'one range of several': { from: AUTHORIZE, eventName: 'AuthorizeSecurityGroupIngress', requestParameters: permissions({ v4: ['10.0.0.0/8', '0.0.0.0/0'], v6: ['2001:db8::/32'] }) },
  'the flat parameters': {
    from: AUTHORIZE,
    eventName: 'AuthorizeSecurityGroupIngress',
    requestParameters: { groupId: 'sg-0123456789abcdef0', ipPermissions: {}, ipProtocol: 'tcp', fromPort: 22, toPort: 22, cidrIp: '0.0.0.0/0' },
  },
  'a changed rule': { from: MODIFY, eventName: 'ModifySecurityGroupRules', requestParameters: modified({ CidrIpv4: '0.0.0.0/0' }) },
  'a changed rule of IPv6': { from: MODIFY, eventName: 'ModifySecurityGroupRules', requestParameters: modified({ CidrIpv6: '::/0' }) },
  'one of two changed rules': { from: MODIFY, eventName: 'ModifySecurityGroupRules', requestParameters: modified([{ CidrIpv4: '10.0.0.0/8' }, { CidrIpv4: '0.0.0.0/0' }]) },
  'an entry of an ACL': { from: ACL, eventName: 'CreateNetworkAclEntry', requestParameters: acl({ cidrBlock: '0.0.0.0/0' }) },
  'an entry of an ACL for IPv6': { from: ACL, eventName: 'CreateNetworkAclEntry', requestParameters: acl({ ipv6CidrBlock: '::/0' }) },
  'a replaced entry': { from: ACL, eventName: 'ReplaceNetworkAclEntry', requestParameters: acl({ cidrBlock: '0.0.0.0/0' }) },
};

export const NOT_OPEN: Record<string, RecordedAccess> = {
  'private ranges': { from: AUTHORIZE, eventName: 'AuthorizeSecurityGroupIngress', requestParameters: permissions({ v4: ['10.0.0.0/8'], v6: ['2001:db8::/32'] }) },
  'one address': { from: AUTHORIZE, eventName: 'AuthorizeSecurityGroupIngress', requestParameters: permissions({ v4: ['192.0.2.10/32'] }) },
  'a range of 10 bits': { from: AUTHORIZE, eventName: 'AuthorizeSecurityGroupIngress', requestParameters: permissions({ v4: ['192.0.0.0/10'] }) },
  'outbound traffic': { from: AUTHORIZE, eventName: 'AuthorizeSecurityGroupEgress', requestParameters: permissions({ v4: ['0.0.0.0/0'] }) },
  'what is taken away': { from: AUTHORIZE, eventName: 'RevokeSecurityGroupIngress', requestParameters: permissions({ v4: ['0.0.0.0/0'] }) },
  'a changed rule on a private range': { from: MODIFY, eventName: 'ModifySecurityGroupRules', requestParameters: modified({ CidrIpv4: '10.0.0.0/8' }) },
  'an outbound entry': { from: ACL, eventName: 'CreateNetworkAclEntry', requestParameters: acl({ cidrBlock: '0.0.0.0/0', egress: true }) },
  'an entry that denies': { from: ACL, eventName: 'CreateNetworkAclEntry', requestParameters: acl({ cidrBlock: '0.0.0.0/0', ruleAction: 'deny' }) },
};
