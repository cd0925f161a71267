import { documentSize } from '../../src/template/document-size';

test.each<[string, unknown, number]>([
  ['is as long as its JSON text', { Effect: 'Allow' }, '{"Effect":"Allow"}'.length],
  ['counts bytes, not characters', 'é', 4],
  ['has the parts of a join put together', { 'Fn::Join': ['-', ['a', 'b']] }, '"a-b"'.length],
  ['has an account of 12 digits', { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':root']] }, '"arn:aws:iam::111122223333:root"'.length],
  ['counts nothing for what deployment decides', { Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] } }, '{"Resource":""}'.length],
])('a policy %s', (_what, document, characters) => {
  expect(documentSize(document)).toBe(characters);
});
