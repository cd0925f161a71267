import { Resources, getAtt } from './found-in-templates';

/** Two buckets, of which one is written to. */
export const BUCKETS: Resources = { Bucket: { Type: 'AWS::S3::Bucket' }, Other: { Type: 'AWS::S3::Bucket' } };
/** A function, its role and another one. */
export const FUNCTION: Resources = {
  Handler: { Type: 'AWS::Lambda::Function', Properties: { Role: getAtt('Role') } },
  Role: { Type: 'AWS::IAM::Role' },
  OtherRole: { Type: 'AWS::IAM::Role' },
};
/** A policy of the function's role, unless told otherwise. */
export const policy = (Statement: unknown, Roles: unknown = [{ Ref: 'Role' }]): Resources => ({ Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles, PolicyDocument: { Statement } } } });
/** Lets its owner write to the bucket. */
export const allow = (more: object = {}) => ({ Effect: 'Allow', Action: 's3:PutObject', Resource: getAtt('Bucket'), ...more });
