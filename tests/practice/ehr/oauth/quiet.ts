/** oidc-provider declares Node 22 and warns on 20, where it works: the tests of the practice EHR run on both. */
const { warn } = console;
console.warn = (...words: unknown[]) => {
  if (!String(words[0]).includes('oidc-provider WARNING: Unsupported runtime')) warn(...words);
};
