import { Engine } from '../../src/store/engine.js';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

test('the environment says how many threads the database uses', async () => {
  process.env.MISSION_AUDIT_THREADS = '1';
  const engine = await Engine.open();
  const [row] = await engine.json<{ threads: string }>("SELECT current_setting('threads') AS threads");
  engine.close();
  expect(Number(row!.threads)).toBe(1);
});

test.each([
  ['MISSION_AUDIT_THREADS', '0'],
  ['MISSION_AUDIT_THREADS', 'all'],
  ['MISSION_AUDIT_MEMORY', '800'],
  ['MISSION_AUDIT_MEMORY', '1 horse'],
])('%s=%s is refused in words', async (name, value) => {
  process.env[name] = value;
  await expect(Engine.open()).rejects.toMatchObject({
    code: 'bad-option',
    message: expect.stringContaining(`${name} is "${value}"`),
  });
});
