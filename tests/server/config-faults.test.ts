import { mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { Fault } from '../../src/fault.js';
import { loadServeConfig } from '../../src/server/config/serve-config.js';
import { marks, scratch } from '../rules/support/files.js';

const files = scratch();
afterAll(files.remove);

beforeAll(async () => {
  mkdirSync(files.path('store'));
  const jwk = async (alg: 'ES384' | 'ES256' | 'RS384') => {
    const { privateKey } = await generateKeyPair(alg, { extractable: true });
    return { ...(await exportJWK(privateKey)), kid: alg, alg };
  };
  const [good, wrong] = [await jwk('ES384'), await jwk('ES256')];
  const { d: _, ...publicOnly } = good as typeof good & { d: string };
  files.write('good.jwks', JSON.stringify({ keys: [good] }));
  files.write('wrong.jwks', JSON.stringify({ keys: [wrong] }));
  files.write('public.jwks', JSON.stringify({ keys: [publicOnly] }));
  files.write('no-kid.jwks', JSON.stringify({ keys: [{ ...good, kid: undefined }] }));
  files.write('broken.jwks', '{"keys": [{"kty": "EC", "d": "a-very-secret-thing"');
  files.write('empty-secret', '\n');
  files.write('site.yaml', 'servers:\n  - {alias: main, base: "https://ehr.example.org/fhir"}\n');
  files.write('bad-site.yaml', 'timeZone: Mars/Olympus\nholiday: []\n');
  files.write('bad-rules.yaml', 'version: 1\nrulez: []\n');
});

/** What is told of a file; its own name is cut to the last part, others' folders too. */
function told(text: string, env: NodeJS.ProcessEnv = {}): string[] {
  const file = files.write('a.yaml', text);
  try {
    loadServeConfig(file, env);
    return [];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    expect(error.code).toBe('bad-config');
    return error.message.replaceAll(`${dirname(file)}/`, '').split('\n');
  }
}

const HEAD = 'publicUrl: https://audit.example.org\nstore: ./store\n';
const issuer = (...lines: string[]) =>
  `${HEAD}issuers:\n  - iss: https://ehr.example.org/fhir\n    clientId: app\n${lines.map((line) => `    ${line}\n`).join('')}`;

test('the smallest file loads, with its defaults', () => {
  const config = loadServeConfig(files.write('least.yaml', issuer('auth: public')), {});
  expect(config).toMatchObject({
    publicUrl: 'https://audit.example.org',
    basePath: '',
    listen: { host: '127.0.0.1', port: 8080 },
    metrics: { host: '127.0.0.1', port: 9090 },
    store: files.path('store'),
    trustProxy: false,
    sessions: { idleMinutes: 60, hours: 12 },
  });
  expect(basename(config.rules)).toBe('mission.yaml');
  expect(config.issuers[0]).toMatchObject({ server: 'main', access: { informatics: [] } });
});

// ¦ stands where the fault is told to be.
/** A configuration with a gateway, whole but for what is given. */
function gateway({
  client = '{iss: "https://ehr.example.org", jwks: "https://ehr.example.org/jwks.json"}',
  upstream = '{id: a, url: "https://cds.example.org"}',
}): string {
  return `${issuer('auth: public')}cds: {clients: [${client}], upstreams: [${upstream}]}\n`;
}

const cases: [string, string, string | RegExp][] = [
  [
    'an unknown key',
    `${issuer('auth: public')}¦lisen: {port: 1}\n`,
    '"lisen" is not known in the file; did you mean "listen"?',
  ],
  [
    'an unknown key inside',
    issuer('auth: public', '¦scope: openid'),
    /"scope" is not known in issuers\.0; did you mean "scopes"\?/,
  ],
  [
    'an unknown auth',
    issuer('¦auth: private_key'),
    /issuers\.0\.auth must be equal to one of the allowed values: public, client_secret_basic, private_key_jwt/,
  ],
  ['a wrong type', `${issuer('auth: public')}listen: {¦port: "8080"}\n`, 'listen.port must be integer'],
  ['a port too high', `${issuer('auth: public')}listen: {¦port: 80800}\n`, 'listen.port must be <= 65535'],
  ['no issuers', `${HEAD}¦issuers: []\n`, /issuers must NOT have fewer than 1 items/],
  [
    'publicUrl http off loopback',
    issuer('auth: public').replace('https://audit', '¦http://audit'),
    'publicUrl "http://audit.example.org" must be https (http only on localhost or 127.0.0.1)',
  ],
  [
    'publicUrl no URL',
    issuer('auth: public').replace('https://audit.example.org', '¦audit.example.org'),
    'publicUrl "audit.example.org" is no URL; expected https://host/path',
  ],
  [
    'publicUrl with a query',
    issuer('auth: public').replace('https://audit.example.org', '¦https://audit.example.org/?a=1'),
    /must have no query and no fragment/,
  ],
  [
    'publicUrl with a password',
    issuer('auth: public').replace('https://audit.example.org', '¦https://me:hunter2@audit.example.org'),
    'publicUrl of "audit.example.org" must have no user name and no password',
  ],
  [
    'publicUrl with a pattern in its path',
    issuer('auth: public')
      .replace('audit.example.org', 'audit.example.org/:x')
      .replace('https://audit', '¦https://audit'),
    /has the path "\/:x"; expected letters/,
  ],
  [
    'iss twice',
    `${issuer('auth: public')}  - {iss: ¦https://ehr.example.org/fhir, clientId: b, auth: public}\n`,
    'iss "https://ehr.example.org/fhir" is already there (issuers.0); each EHR is listed once',
  ],
  [
    'iss http',
    issuer('auth: public').replace('https://ehr', '¦http://ehr'),
    /iss "http:\/\/ehr\.example\.org\/fhir" must be https/,
  ],
  [
    'private_key_jwt without keys',
    issuer('auth: ¦private_key_jwt'),
    /auth: private_key_jwt needs keys: \{file: …\}/,
  ],
  [
    'client_secret_basic without a secret',
    issuer('auth: ¦client_secret_basic'),
    /needs clientSecret: \{env: NAME\} or \{file: …\}/,
  ],
  [
    'keys that nothing uses',
    issuer('auth: public', '¦keys: {file: good.jwks}'),
    'keys is used by auth: private_key_jwt only, and auth is public',
  ],
  [
    'a secret that nothing uses',
    issuer('auth: public', '¦clientSecret: {env: X}'),
    'clientSecret is used by auth: client_secret_basic only, and auth is public',
  ],
  [
    'a secret that is not set',
    issuer('auth: client_secret_basic', 'clientSecret: {env: ¦EHR_SECRET}'),
    /the environment has no "EHR_SECRET"; expected the client secret: set it/,
  ],
  [
    'a secret that is empty',
    issuer('auth: client_secret_basic', 'clientSecret: {env: ¦EMPTY}'),
    /"EMPTY" is empty in the environment/,
  ],
  [
    'a secret file that is not there',
    issuer('auth: client_secret_basic', 'clientSecret: {file: ¦nowhere}'),
    '"nowhere" does not exist (while reading a secret)',
  ],
  [
    'a secret file that is empty',
    issuer('auth: client_secret_basic', 'clientSecret: {file: ¦empty-secret}'),
    '"empty-secret" is empty',
  ],
  [
    'a secret from two places',
    issuer('auth: client_secret_basic', '¦clientSecret: {env: A, file: b}'),
    /clientSecret must NOT have more than 1 properties/,
  ],
  [
    'a secret written down',
    issuer('auth: client_secret_basic', '¦clientSecret: hunter2'),
    'issuers.0.clientSecret must be object',
  ],
  [
    'a key file that is not there',
    issuer('auth: private_key_jwt', 'keys: {file: ¦nowhere.jwks}'),
    '"nowhere.jwks" does not exist (while reading a secret)',
  ],
  ['a key file that is a folder', issuer('auth: private_key_jwt', 'keys: {file: ¦store}'), /"store": EISDIR/],
  [
    'a key file that is broken',
    issuer('auth: private_key_jwt', 'keys: {file: ¦broken.jwks}'),
    /"broken\.jwks" is no set of JWKs; expected/,
  ],
  [
    'a key of the wrong algorithm',
    issuer('auth: private_key_jwt', 'keys: {file: ¦wrong.jwks}'),
    /must be RSA for RS384 or EC P-384 for ES384; found EC P-256 ES256/,
  ],
  [
    'a public key',
    issuer('auth: private_key_jwt', 'keys: {file: ¦public.jwks}'),
    /signs, and so must be a private key/,
  ],
  ['a key without kid', issuer('auth: private_key_jwt', 'keys: {file: ¦no-kid.jwks}'), /has no kid/],
  [
    'a server that site.yaml lacks',
    issuer('auth: public', 'server: ¦mian').replace('store:', 'site: site.yaml\nstore:'),
    'server "mian" is no alias of site.yaml; there: main; did you mean "main"?',
  ],
  [
    'a store that is not there',
    issuer('auth: public').replace('./store', '¦./stroe'),
    /there is no store at "stroe"; make one with: mission-audit collect <paths…> --store \.\/stroe/,
  ],
  [
    'a frame ancestor with a path',
    issuer('auth: public', 'frameAncestors: [https://a.example.org, ¦https://ehr.example.org/x]'),
    'frameAncestors "https://ehr.example.org/x" is no origin; expected scheme and host, as https://ehr.example.org; did you mean "https://ehr.example.org"?',
  ],
  [
    'a frame ancestor that ends the policy',
    issuer('auth: public', 'frameAncestors: [¦"https://a.example.org; script-src *"]'),
    /is no origin/,
  ],
  ['a frame ancestor that is anybody', issuer('auth: public', `frameAncestors: [¦"*"]`), /"\*" is no origin/],
  [
    'a frame ancestor over http',
    issuer('auth: public', 'frameAncestors: [¦http://ehr.example.org]'),
    /must be https/,
  ],
  [
    'an oidcIssuer over http',
    issuer('auth: public', 'oidcIssuers: [¦http://login.example.org]'),
    /oidcIssuers "http:\/\/login\.example\.org" must be https/,
  ],
  ['blank scopes', issuer('auth: public', 'scopes: ¦" "'), /scopes is blank/],
  [
    'access for everybody',
    issuer('auth: public', 'access: {informatics: [¦"Practitioner/*"]}'),
    /would let every clinician see the site’s figures/,
  ],
  [
    'access by a name',
    issuer('auth: public', 'access: {informatics: [Practitioner/1, ¦maria]}'),
    /"maria" is no pattern of a fhirUser/,
  ],
  [
    'a claim without values',
    issuer('auth: public', 'access: {¦informatics: {claim: groups}}'),
    /must have required property 'values'/,
  ],
  ['trustProxy: true', `${issuer('auth: public')}trustProxy: ¦true\n`, /would believe anybody/],
  [
    'a proxy that is no address',
    `${issuer('auth: public')}trustProxy: [10.0.0.0/8, ¦proxy.example.org]\n`,
    /trustProxy "proxy\.example\.org" is no address; expected for instance/,
  ],
  [
    'a proxy that is the whole world',
    `${issuer('auth: public')}trustProxy: [loopback, "::1", ¦0.0.0.0/0]\n`,
    /trustProxy "0\.0\.0\.0\/0" is no address/,
  ],
  [
    'metrics on the same port',
    `${issuer('auth: public')}listen: {port: 99}\nmetrics: {port: ¦99}\n`,
    /metrics\.port 99 is listen\.port too/,
  ],
  [
    'idle longer than alive',
    `${issuer('auth: public')}sessions: {idleMinutes: ¦61, hours: 1}\n`,
    /is longer than sessions\.hours allows/,
  ],
  [
    'cds of another shape',
    gateway({ upstream: '{id: a, ¦uri: b, url: "https://c.example.org"}' }),
    /"uri" is not known in cds\.upstreams\.0; did you mean "url"\?/,
  ],
  [
    'a gateway without an EHR',
    `${issuer('auth: public')}¦cds: {upstreams: [{id: a, url: "https://c.example.org"}]}\n`,
    /must have required property 'clients'/,
  ],
  [
    'calls without a JWT where everybody can call',
    gateway({ client: '{iss: a, auth: ¦none}' }),
    /auth: none lets everybody call/,
  ],
  [
    'an EHR without keys',
    gateway({ client: '¦{iss: a}' }),
    /without jwks or jku its JWTs cannot be verified/,
  ],
  [
    'keys by http',
    gateway({ client: '{iss: a, jwks: ¦"http://ehr.example.org/k"}' }),
    /^jwks "http:\/\/ehr\.example\.org\/k" must be https/,
  ],
  [
    'a named address of keys by http',
    gateway({ client: '{iss: a, jku: ["https://a.example.org/k", ¦"http://b.example.org/k"]}' }),
    /^jku "http:\/\/b\.example\.org\/k" must be https/,
  ],
  [
    'an EHR of another server',
    gateway({ client: '{iss: a, jwks: "https://a.example.org/k", server: ¦mian}' }),
    /server "mian" is no alias of site\.yaml; there: main/,
  ],
  [
    'a page that is no origin',
    gateway({ client: '{iss: a, jwks: "https://a.example.org/k", origins: [¦"https://a.example.org/x"]}' }),
    /^origins "https:\/\/a\.example\.org\/x" is no origin/,
  ],
  [
    'an EHR twice',
    gateway({
      client: '{iss: a, jwks: "https://a.example.org/k"}, {iss: ¦a, jwks: "https://a.example.org/k"}',
    }),
    /"a" is already there/,
  ],
  [
    'a service by http',
    gateway({ upstream: '{id: a, url: ¦"http://cds.example.org"}' }),
    /^url "http:\/\/cds\.example\.org" must be https/,
  ],
  [
    'a service with the path that is added',
    gateway({ upstream: '{id: a, url: ¦"https://cds.example.org/cds-services"}' }),
    /must be without \/cds-services/,
  ],
  [
    'a service with a dot in its id',
    gateway({ upstream: '{id: ¦a.b, url: "https://cds.example.org"}' }),
    /id "a\.b" goes before its services' ids/,
  ],
  [
    'keys of the gateway that are not there',
    `${issuer('auth: public')}cds: {keys: {file: ¦none.jwks}, clients: [{iss: a, jwks: "https://a.example.org/k"}], upstreams: [{id: a, url: "https://c.example.org"}]}\n`,
    /none\.jwks" does not exist/,
  ],
  [
    'a beacon of a tool without the tool',
    `${issuer('auth: public')}beacon: {sites: [{key: a, origins: ["https://a.example.org"], scope: ¦tool}]}\n`,
    /scope: tool needs tool/,
  ],
  [
    'a beacon of the whole EHR with a tool',
    `${issuer('auth: public')}beacon: {sites: [{key: a, origins: ["https://a.example.org"], scope: whole-ehr, ¦tool: b}]}\n`,
    /whole-ehr covers all tools/,
  ],
  [
    'a beacon for everybody',
    `${issuer('auth: public')}beacon: {sites: [{key: a, origins: [¦"*"], scope: whole-ehr}]}\n`,
    /^origins "\*" is no origin/,
  ],
  [
    'a tools file that is not there',
    `${issuer('auth: public')}tools: ¦tols.yaml\n`,
    /tools: "tols\.yaml" does not exist/,
  ],
  ['a key twice', `${issuer('auth: public')}¦store: b\n`, 'The key "store" is already there in this map.'],
  ['no YAML', `${HEAD}issuers: ¦]\n`, /^Not YAML/],
];

test.each(cases)('%s', (_, marked, words) => {
  const [place] = marks(marked);
  const lines = told(marked.replace('¦', ''), { EMPTY: '' });
  expect(lines).toHaveLength(1);
  const [, at, message] = /^a\.yaml:(\d+:\d+): (.*)$/.exec(lines[0]!)!;
  expect(at).toBe(place);
  if (typeof words === 'string') expect(message).toBe(words);
  else expect(message).toMatch(words);
});

test('all faults are told at once, shape and meaning together, down the page', () => {
  const lines = told(`publicUrl: http://audit.example.org
store: ./nowhere
lisen: {port: 1}
issuers:
  - {iss: https://ehr.example.org/fhir, clientId: a, auth: private_key_jwt}
  - {iss: https://ehr.example.org/fhir, auth: publik, frameAncestors: [x]}
rules: bad-rules.yaml
site: bad-site.yaml
`);
  expect(lines.map((line) => /^[\w.-]+:\d+/.exec(line)?.[0])).toEqual([
    'a.yaml:1',
    'a.yaml:2',
    'a.yaml:3',
    'a.yaml:5',
    'a.yaml:6',
    'a.yaml:6',
    'a.yaml:6',
    'a.yaml:6',
    'bad-site.yaml:2',
    'bad-rules.yaml:2',
  ]);
});

test.each(['', '[]', '7', 'null', '- a', 'issuers: 3', 'issuers: [1, null]', '"text"'])(
  '%p is refused in words',
  (text) => {
    expect(told(text)[0]).toMatch(/^a\.yaml:\d+:\d+: /);
  },
);

test('a secret is never told, whatever is wrong around it', () => {
  const lines = told(issuer('auth: private_key_jwt', 'keys: {file: broken.jwks}')).join('\n');
  expect(lines).not.toContain('a-very-secret-thing');
});

test('a file that is not there is told as such', () => {
  expect(() => loadServeConfig(files.path('none.yaml'), {})).toThrow(/none\.yaml" does not exist/);
});

test('what of the gateway is accepted, and worth a word', () => {
  const text = gateway({ upstream: '{id: sepsis, url: "https://c.example.org", tool: sepsis-alert}' });
  const { notices, cds } = loadServeConfig(files.write('gateway.yaml', text), {});
  expect(notices[1]).toMatch(
    /^cds\.upstreams "sepsis": its alerts .* add to it: \{key: "sepsis\.\*", tool: sepsis-alert\}$/,
  );
  expect(cds).toMatchObject({
    keys: undefined,
    clients: [
      { iss: 'https://ehr.example.org', jku: [], server: 'main', auth: 'jwt', shows: false, origins: [] },
    ],
    upstreams: [{ id: 'sepsis', url: 'https://c.example.org', timeoutMs: 5000, auth: 'jwt' }],
  });
});

test('a path of publicUrl becomes the base path, without its closing slash', () => {
  const text = issuer('auth: public').replace('audit.example.org', 'audit.example.org/a/b/');
  expect(loadServeConfig(files.write('prefix.yaml', text), {})).toMatchObject({
    publicUrl: 'https://audit.example.org/a/b',
    basePath: '/a/b',
  });
});
