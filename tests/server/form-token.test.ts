import jwt from 'jsonwebtoken';
import { formToken, isFormToken } from '../../src/server/form-token.js';

test('a token is good for its own launch, as often as the form is sent', () => {
  const token = formToken('one');
  expect(token).toMatch(/^[\w.-]+$/);
  expect(isFormToken('one', token)).toBe(true);
  expect(isFormToken('one', token)).toBe(true);
});

const unsigned = [
  { alg: 'none', typ: 'JWT' },
  { sub: 'one', aud: 'form' },
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.');

test.each([
  ['another launch’s', formToken('two')],
  ['one cut short', formToken('one').slice(0, -1)],
  ['one with a letter changed', formToken('one').replace(/.(?=.$)/, (one) => (one === 'A' ? 'B' : 'A'))],
  ['one that nobody signed', `${unsigned}.`],
  ['one signed elsewhere', jwt.sign({}, 'another secret', { subject: 'one', audience: 'form' })],
  ['nothing', ''],
  ['none', undefined],
  ['a list', [formToken('one')]],
  ['an object', { length: 43 }],
  ['signs of more than one byte', 'é'.repeat(43)],
])('%s is not', (_, token) => {
  expect(isFormToken('one', token)).toBe(false);
});
